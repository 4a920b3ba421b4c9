package io.jitjdbc.credential.table;

import io.jitjdbc.testing.DatabaseProduct;

class PostgreSqlLeaseBookTest extends TableLeaseBookContract {
  PostgreSqlLeaseBookTest() {
    super(DatabaseProduct.POSTGRESQL);
  }
}

package io.jitjdbc.credential.table;

import io.jitjdbc.testing.DatabaseProduct;

class MySqlLeaseBookTest extends TableLeaseBookContract {
  MySqlLeaseBookTest() {
    super(DatabaseProduct.MYSQL);
  }
}

package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class PostgreSqlTableTermsTest extends TableTermsContract {
  PostgreSqlTableTermsTest() {
    super(DatabaseProduct.POSTGRESQL);
  }
}

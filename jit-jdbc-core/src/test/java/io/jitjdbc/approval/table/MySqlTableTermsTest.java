package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class MySqlTableTermsTest extends TableTermsContract {
  MySqlTableTermsTest() {
    super(DatabaseProduct.MYSQL);
  }
}

package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class MariaDbTableTermsTest extends TableTermsContract {
  MariaDbTableTermsTest() {
    super(DatabaseProduct.MARIADB);
  }
}

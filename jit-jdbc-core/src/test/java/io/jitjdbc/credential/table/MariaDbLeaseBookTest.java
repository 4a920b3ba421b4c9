package io.jitjdbc.credential.table;

import io.jitjdbc.testing.DatabaseProduct;

class MariaDbLeaseBookTest extends TableLeaseBookContract {
  MariaDbLeaseBookTest() {
    super(DatabaseProduct.MARIADB);
  }
}

package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class MariaDbReceiptTest extends TableReceiptContract {
  MariaDbReceiptTest() {
    super(DatabaseProduct.MARIADB);
  }
}

package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class MySqlReceiptTest extends TableReceiptContract {
  MySqlReceiptTest() {
    super(DatabaseProduct.MYSQL);
  }
}

package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class H2ReceiptTest extends TableReceiptContract {
  H2ReceiptTest() {
    super(DatabaseProduct.H2);
  }
}

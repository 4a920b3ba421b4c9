package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class PostgreSqlReceiptTest extends TableReceiptContract {
  PostgreSqlReceiptTest() {
    super(DatabaseProduct.POSTGRESQL);
  }
}

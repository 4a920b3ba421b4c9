package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class H2TableApprovalsTest extends TableApprovalsContract {
  H2TableApprovalsTest() {
    super(DatabaseProduct.H2);
  }
}

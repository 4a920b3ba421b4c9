package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class MySqlTableApprovalsTest extends TableApprovalsContract {
  MySqlTableApprovalsTest() {
    super(DatabaseProduct.MYSQL);
  }
}

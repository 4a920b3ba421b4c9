package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class PostgreSqlTableApprovalsTest extends TableApprovalsContract {
  PostgreSqlTableApprovalsTest() {
    super(DatabaseProduct.POSTGRESQL);
  }
}

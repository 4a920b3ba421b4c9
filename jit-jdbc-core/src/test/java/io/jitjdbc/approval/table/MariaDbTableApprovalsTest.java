package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class MariaDbTableApprovalsTest extends TableApprovalsContract {
  MariaDbTableApprovalsTest() {
    super(DatabaseProduct.MARIADB);
  }
}

package io.jitjdbc.audit.table;

import io.jitjdbc.testing.DatabaseProduct;

class MariaDbTableAuditTest extends TableAuditContract {
  MariaDbTableAuditTest() {
    super(DatabaseProduct.MARIADB);
  }
}

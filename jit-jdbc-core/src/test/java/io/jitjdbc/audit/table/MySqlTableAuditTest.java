package io.jitjdbc.audit.table;

import io.jitjdbc.testing.DatabaseProduct;

class MySqlTableAuditTest extends TableAuditContract {
  MySqlTableAuditTest() {
    super(DatabaseProduct.MYSQL);
  }
}

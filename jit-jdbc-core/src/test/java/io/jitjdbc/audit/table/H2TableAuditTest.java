package io.jitjdbc.audit.table;

import io.jitjdbc.testing.DatabaseProduct;

class H2TableAuditTest extends TableAuditContract {
  H2TableAuditTest() {
    super(DatabaseProduct.H2);
  }
}

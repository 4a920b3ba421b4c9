package io.jitjdbc.approval.service;

import io.jitjdbc.testing.DatabaseProduct;

class PostgreSqlControlPlaneTest extends ControlPlaneContract {
  PostgreSqlControlPlaneTest() {
    super(DatabaseProduct.POSTGRESQL);
  }
}

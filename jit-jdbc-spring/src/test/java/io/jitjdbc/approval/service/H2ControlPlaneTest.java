package io.jitjdbc.approval.service;

import io.jitjdbc.testing.DatabaseProduct;

class H2ControlPlaneTest extends ControlPlaneContract {
  H2ControlPlaneTest() {
    super(DatabaseProduct.H2);
  }
}

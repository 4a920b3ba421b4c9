package io.jitjdbc.approval.slack;

import io.jitjdbc.testing.DatabaseProduct;

class H2SlackRestartTest extends SlackRestartContract {
  H2SlackRestartTest() {
    super(DatabaseProduct.H2);
  }
}

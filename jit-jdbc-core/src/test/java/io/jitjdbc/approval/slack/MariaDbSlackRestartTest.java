package io.jitjdbc.approval.slack;

import io.jitjdbc.testing.DatabaseProduct;

class MariaDbSlackRestartTest extends SlackRestartContract {
  MariaDbSlackRestartTest() {
    super(DatabaseProduct.MARIADB);
  }
}

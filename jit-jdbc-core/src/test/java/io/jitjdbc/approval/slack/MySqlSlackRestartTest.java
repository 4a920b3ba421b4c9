package io.jitjdbc.approval.slack;

import io.jitjdbc.testing.DatabaseProduct;

class MySqlSlackRestartTest extends SlackRestartContract {
  MySqlSlackRestartTest() {
    super(DatabaseProduct.MYSQL);
  }
}

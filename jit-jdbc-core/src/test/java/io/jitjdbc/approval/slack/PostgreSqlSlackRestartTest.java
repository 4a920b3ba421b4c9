package io.jitjdbc.approval.slack;

import io.jitjdbc.testing.DatabaseProduct;

class PostgreSqlSlackRestartTest extends SlackRestartContract {
  PostgreSqlSlackRestartTest() {
    super(DatabaseProduct.POSTGRESQL);
  }
}

package io.jitjdbc.usage.table;

import io.jitjdbc.testing.DatabaseProduct;

class MySqlTableUsageTest extends ServerUsageContract {
  MySqlTableUsageTest() {
    super(DatabaseProduct.MYSQL);
  }
}

package io.jitjdbc.usage.table;

import io.jitjdbc.testing.DatabaseProduct;

class MariaDbTableUsageTest extends ServerUsageContract {
  MariaDbTableUsageTest() {
    super(DatabaseProduct.MARIADB);
  }
}

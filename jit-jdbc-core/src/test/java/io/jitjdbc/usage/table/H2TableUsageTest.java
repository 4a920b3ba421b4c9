package io.jitjdbc.usage.table;

import io.jitjdbc.testing.DatabaseProduct;

class H2TableUsageTest extends TableUsageContract {
  H2TableUsageTest() {
    super(DatabaseProduct.H2);
  }
}

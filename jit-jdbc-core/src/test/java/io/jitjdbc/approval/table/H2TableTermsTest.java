package io.jitjdbc.approval.table;

import io.jitjdbc.testing.DatabaseProduct;

class H2TableTermsTest extends TableTermsContract {
  H2TableTermsTest() {
    super(DatabaseProduct.H2);
  }
}

package io.jitjdbc.credential.table;

import io.jitjdbc.testing.DatabaseProduct;

class H2LeaseBookTest extends TableLeaseBookContract {
  H2LeaseBookTest() {
    super(DatabaseProduct.H2);
  }
}

package io.jitjdbc.credential.protocol;

import io.jitjdbc.testing.LeaseBookContract;
import io.jitjdbc.testing.MemoryLeaseBook;

class MemoryLeaseBookTest extends LeaseBookContract {
  @Override
  protected LeaseBook book() {
    return new MemoryLeaseBook();
  }

  @Override
  protected LeaseBook sameBook() {
    return book;
  }
}

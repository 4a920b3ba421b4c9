package io.jitjdbc.approval.book;

import io.jitjdbc.testing.ReceiptContract;

class MemoryReceiptTest extends ReceiptContract {
  private final RequestBook shared = new MemoryBook();

  @Override
  protected RequestBook book() {
    return shared;
  }

  @Override
  protected RequestBook sameBook() {
    return shared;
  }
}

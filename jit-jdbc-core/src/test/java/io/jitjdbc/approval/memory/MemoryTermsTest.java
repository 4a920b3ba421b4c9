package io.jitjdbc.approval.memory;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalTermsContract;
import java.time.InstantSource;

class MemoryTermsTest extends ApprovalTermsContract {
  @Override
  protected ApprovalService service(InstantSource clock) {
    return new MemoryApprovals(clock);
  }
}

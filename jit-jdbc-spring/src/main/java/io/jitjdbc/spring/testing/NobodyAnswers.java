package io.jitjdbc.spring.testing;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.memory.MemoryApprovals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Takes requests and has nobody to answer them, so that no test waits. */
final class NobodyAnswers implements ApprovalService {
  private final MemoryApprovals requests;

  NobodyAnswers(InstantSource clock) {
    this.requests = new MemoryApprovals(clock);
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    return requests.file(draft);
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    return requests.state(requestId);
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    return requests.consume(requestId);
  }

  @Override
  public void cancel(String requestId) {
    requests.cancel(requestId);
  }

  @Override
  public boolean isWorthWaitingFor() {
    return false;
  }

  @Override
  public Duration pollInterval() {
    return requests.pollInterval();
  }
}

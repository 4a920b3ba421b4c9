package io.jitjdbc.approval.joint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.memory.MemoryApprovals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A service in memory that can be cut off, as a whole or just when a use is taken. */
final class Outage implements ApprovalService, ApprovalDesk {
  private final MemoryApprovals approvals;
  private final AtomicInteger filings = new AtomicInteger();
  private volatile boolean down;
  private volatile boolean mute;
  private volatile boolean closed;

  Outage(InstantSource clock) {
    this.approvals = new MemoryApprovals(clock, request -> filings.incrementAndGet());
  }

  void cutOff(boolean isDown) {
    down = isDown;
  }

  /** Hands out nothing, and says so too late. */
  void losesUses(boolean isMute) {
    mute = isMute;
  }

  /** How often people were asked. */
  int filings() {
    return filings.get();
  }

  boolean isClosed() {
    return closed;
  }

  private MemoryApprovals reached() throws RefusedException {
    if (down) {
      throw new RefusedException(SqlState.UNREACHABLE, "this service is down");
    }
    return approvals;
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    return reached().file(draft);
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    return reached().state(requestId);
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    if (mute) {
      throw new RefusedException(SqlState.UNREACHABLE, "this service went down");
    }
    return reached().consume(requestId);
  }

  @Override
  public void giveBack(Approval approval) {
    approvals.giveBack(approval);
  }

  @Override
  public void cancel(String requestId) {
    if (!down) {
      approvals.cancel(requestId);
    }
  }

  @Override
  public Optional<ApprovalDesk> desk() {
    return Optional.of(this);
  }

  @Override
  public Duration pollInterval() {
    return approvals.pollInterval();
  }

  @Override
  public List<Entry> open() throws RefusedException {
    return reached().open();
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    return reached().find(requestId);
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    return reached().answer(requestId, approver, granted, comment);
  }

  @Override
  public RequestState revoke(String requestId, Subject by, String comment) throws RefusedException {
    return reached().revoke(requestId, by, comment);
  }

  @Override
  public void delegate(Delegation delegation) throws RefusedException {
    reached().delegate(delegation);
  }

  @Override
  public void close() {
    closed = true;
    if (mute) {
      throw new IllegalStateException("does not close");
    }
  }
}

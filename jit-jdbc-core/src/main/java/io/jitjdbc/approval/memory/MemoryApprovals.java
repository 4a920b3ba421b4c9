package io.jitjdbc.approval.memory;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.MemoryBook;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps access requests in memory, for an application that asks and answers in one process, and for
 * tests. Thread-safe; waits for nothing.
 *
 * <p>The application makes the instance, hands it to its data source, and answers at the same
 * instance: this is why no setting chooses it. Requests end with the process, and an ended request
 * is forgotten an hour after its time.
 */
public final class MemoryApprovals implements ApprovalService, ApprovalDesk {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private final BookApprovals approvals;

  /** Tells nobody: approvers look for themselves. */
  public MemoryApprovals(InstantSource clock) {
    this(clock, request -> {});
  }

  /**
   * Tells somebody.
   *
   * @param onFiled called by the thread that filed a new request, under no lock; if it throws, the
   *     request is withdrawn, because nobody would come to know of it
   */
  public MemoryApprovals(InstantSource clock, Consumer<AccessRequest> onFiled) {
    requireNonNull(onFiled);
    this.approvals =
        new BookApprovals(
            new MemoryBook(), new Listener(onFiled), POLL_INTERVAL, requireNonNull(clock));
  }

  private record Listener(Consumer<AccessRequest> onFiled) implements Channel {
    @Override
    public void asked(AccessRequest request) {
      onFiled.accept(request);
    }

    @Override
    public void changed(AccessRequest request, RequestState state) {}

    @Override
    public void close() {}
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    return approvals.file(draft);
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    return approvals.state(requestId);
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    return approvals.consume(requestId);
  }

  @Override
  public void giveBack(Approval approval) {
    approvals.giveBack(approval);
  }

  @Override
  public void cancel(String requestId) {
    approvals.cancel(requestId);
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
    return approvals.open();
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    return approvals.find(requestId);
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    return approvals.answer(requestId, approver, granted, comment);
  }

  @Override
  public RequestState answer(String requestId, Subject approver, Verdict verdict)
      throws RefusedException {
    return approvals.answer(requestId, approver, verdict);
  }

  @Override
  public RequestState revoke(String requestId, Subject by, String comment) throws RefusedException {
    return approvals.revoke(requestId, by, comment);
  }

  @Override
  public void delegate(Delegation delegation) throws RefusedException {
    approvals.delegate(delegation);
  }
}

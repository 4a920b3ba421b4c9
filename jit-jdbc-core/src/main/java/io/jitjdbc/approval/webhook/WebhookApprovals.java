package io.jitjdbc.approval.webhook;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.RequestBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The approvals of a book, and how decisions come into it from the other end. */
final class WebhookApprovals implements ApprovalService {
  private final RequestBook book;
  private final BookApprovals approvals;
  private final Optional<DecisionPoll> poll;
  private final Listening listening;
  private final InstantSource clock;

  WebhookApprovals(
      RequestBook book,
      BookApprovals approvals,
      Optional<DecisionPoll> poll,
      Listening listening,
      InstantSource clock) {
    this.book = book;
    this.approvals = approvals;
    this.poll = poll;
    this.listening = listening;
    this.clock = clock;
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    // First, or the answer could come before anybody listens.
    listening.begin();
    return approvals.file(draft);
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    Instant now = clock.instant();
    Optional<RequestProgress> seen = book.find(requestId);
    if (seen.isPresent() && seen.get().needsPeople(now)) {
      poll.ifPresent(known -> known.look(requestId));
    }
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
    return approvals.desk();
  }

  @Override
  public Duration pollInterval() {
    return approvals.pollInterval();
  }

  /** Stops taking decisions first; then what is still to be told is told. */
  @Override
  public void close() {
    listening.close();
    approvals.close();
  }
}

package io.jitjdbc.approval.jira;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.RequestBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The approvals of a book, and how answers come into it from Jira. */
final class JiraApprovals implements ApprovalService {
  /** Until then another process may be about to make the ticket, or the index may lag behind. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final RequestBook book;
  private final ApprovalService approvals;
  private final Parts parts;
  private final InstantSource clock;

  /** What goes to Jira and what comes from there. */
  record Parts(Tickets tickets, JiraChannel channel, Poll poll, Endings endings) {}

  JiraApprovals(RequestBook book, ApprovalService approvals, Parts parts, InstantSource clock) {
    this.book = book;
    this.approvals = approvals;
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    AccessRequest filed = approvals.file(draft);
    if (parts.tickets().known(filed).isEmpty() && isLate(filed)) {
      parts.channel().askLate(filed);
    }
    return filed;
  }

  private boolean isLate(AccessRequest filed) throws RefusedException {
    Instant now = clock.instant();
    return now.isAfter(filed.filedAt().plus(GRACE))
        && book.find(filed.id()).filter(seen -> seen.needsPeople(now)).isPresent();
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    Optional<RequestProgress> seen = book.find(requestId);
    if (seen.isPresent() && seen.get().needsPeople(clock.instant())) {
      AccessRequest request = seen.get().request();
      Optional<String> rewritten = parts.poll().look(request);
      if (rewritten.isPresent()) {
        withdraw(request, rewritten.get());
      }
    }
    RequestState state = approvals.state(requestId);
    if (seen.isPresent() && state.status() == Status.EXPIRED) {
      parts.endings().note(seen.get().request(), state);
    }
    return state;
  }

  /** Nobody can tell any more what people read when they answered. */
  private void withdraw(AccessRequest request, String ticket) throws RefusedException {
    if (approvals.state(request.id()).status() != Status.REQUESTED) {
      return;
    }
    parts.endings().noteRewritten(request);
    approvals.cancel(request.id());
    throw RefusedException.denied(
        "request "
            + request.id()
            + " was withdrawn: the text of its ticket "
            + ticket
            + " was changed after it was made, so that an answer to it may be for something else."
            + " Run the statement again to ask anew, and let nobody edit these tickets");
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    return approvals.consume(requestId);
  }

  @Override
  public String nextStep(AccessRequest request) {
    return parts
        .tickets()
        .known(request)
        .map(ticket -> "answer " + ticket + " in Jira, or " + approvals.nextStep(request))
        .orElseGet(() -> approvals.nextStep(request));
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

  @Override
  public void close() {
    approvals.close();
  }
}

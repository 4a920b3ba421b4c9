package io.jitjdbc.approval.jira;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Ears;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How answers come from Jira: it is asked for them. */
final class JiraEars implements Ears {
  /** Until then another process may be about to make the ticket, or the index may lag behind. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final BookApprovals approvals;
  private final Parts parts;
  private final InstantSource clock;

  /** What goes to Jira and what comes from there. */
  record Parts(Tickets tickets, JiraChannel channel, Poll poll, Endings endings) {}

  JiraEars(BookApprovals approvals, Parts parts, InstantSource clock) {
    this.approvals = approvals;
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public void makeUp(AccessRequest waiting) throws RefusedException {
    boolean isLate = clock.instant().isAfter(waiting.filedAt().plus(GRACE));
    if (isLate && parts.tickets().known(waiting).isEmpty()) {
      parts.channel().askLate(waiting);
    }
  }

  @Override
  public boolean look(RequestProgress seen) throws RefusedException {
    Instant now = clock.instant();
    AccessRequest request = seen.request();
    if (seen.needsPeople(now)) {
      Optional<String> rewritten = parts.poll().look(request);
      if (rewritten.isPresent()) {
        withdraw(request, rewritten.get());
      }
      return true;
    }
    RequestState state = seen.at(now);
    if (state.status() == Status.EXPIRED) {
      parts.endings().note(request, state);
    }
    return false;
  }

  /** Nobody can tell any more what people read when they answered. */
  private void withdraw(AccessRequest request, String ticket) throws RefusedException {
    if (approvals.find(request.id()).state().status() != Status.REQUESTED) {
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
  public String nextStep(AccessRequest request, String otherwise) {
    return parts
        .tickets()
        .known(request)
        .map(ticket -> "answer " + ticket + " in Jira, or " + otherwise)
        .orElse(otherwise);
  }

  @Override
  public void close() {}
}

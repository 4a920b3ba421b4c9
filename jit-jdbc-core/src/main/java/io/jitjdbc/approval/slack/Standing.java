package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.RequestState.Status.REQUESTED;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.posting.Posting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a request stands at a moment, as far as its message shows it. */
final class Standing {
  private static final String ESCALATED = " escalated";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int PART_OF_AGE = 10;

  private final AccessRequest request;
  private final RequestState state;
  private final boolean needsPeople;
  private final Instant now;

  Standing(RequestProgress progress, Instant now) {
    this.request = progress.request();
    this.state = progress.at(now);
    this.needsPeople = progress.needsPeople(now);
    this.now = now;
  }

  RequestMessage message() {
    return new RequestMessage(request, state);
  }

  /** What two messages have in common that look alike. */
  String label() {
    return state.status() + " " + state.answers().size() + (isEscalated() ? ESCALATED : "");
  }

  /** Whether more people may answer than were told at first. */
  boolean isEscalated() {
    return state.status() == REQUESTED
        && !request.isEmergency()
        && escalation().filter(from -> !now.isBefore(from)).isPresent();
  }

  /** Whether a message with that label showed it. */
  static boolean showsEscalation(String label) {
    return label.endsWith(ESCALATED);
  }

  private Optional<Instant> escalation() {
    return request.requirement().escalation().map(more -> request.filedAt().plus(more.after()));
  }

  /**
   * When to compare the message with the request again: when time changes it, and now and then
   * before, because a process may end between the change of a request and that of its message, and
   * others may change requests without knowing of messages. The older it is, the rarer.
   */
  Instant lookAgain() {
    Instant change = change();
    if (change.equals(Posting.NEVER) && !needsPeople) {
      return Posting.NEVER;
    }
    Duration part = Duration.between(request.filedAt(), now).dividedBy(PART_OF_AGE);
    Duration atLeast = part.compareTo(SHORTEST) < 0 ? SHORTEST : part;
    Instant soon = now.plus(atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast);
    return soon.isBefore(change) ? soon : change;
  }

  /** When time alone changes what the message must show. */
  private Instant change() {
    return switch (state.status()) {
      case REQUESTED ->
          escalation()
              .filter(from -> now.isBefore(from) && from.isBefore(request.expiresAt()))
              .orElse(request.expiresAt());
      // A use may be given back.
      case APPROVED, CONSUMED -> later(request.isEmergency() ? emergencyEnd() : approvalEnd());
      default -> Posting.NEVER;
    };
  }

  private Instant later(Instant end) {
    return now.isBefore(end) ? end : Posting.NEVER;
  }

  private Instant emergencyEnd() {
    Duration lasts =
        request.requirement().breakGlass().map(BreakGlass::validFor).orElse(Duration.ZERO);
    return request.filedAt().plus(lasts);
  }

  private Instant approvalEnd() {
    Instant last = state.answers().get(state.answers().size() - 1).at();
    return last.plus(request.requirement().validFor());
  }
}

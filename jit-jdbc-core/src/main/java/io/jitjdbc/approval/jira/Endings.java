package io.jitjdbc.approval.jira;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.remote.ForeignText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** What is said on a ticket when its request has come to something. */
final class Endings {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final RequestBook book;
  private final Notes notes;
  private final InstantSource clock;

  /** Until when requests are good, as long as they may still come to something. */
  private final Map<String, Future<?>> ends = new ConcurrentHashMap<>();

  Endings(RequestBook book, Notes notes, InstantSource clock) {
    this.book = book;
    this.notes = notes;
    this.clock = clock;
  }

  /** Will say that a request expired, if it does. */
  void expect(AccessRequest request) {
    if (!request.isEmergency()) {
      lookAfter(request, request.expiresAt());
    }
  }

  private void lookAfter(AccessRequest request, Instant end) {
    Duration span = Duration.between(clock.instant(), end).plus(MOMENT);
    forget(request, Optional.of(notes.after(span, () -> look(request))));
  }

  private void forget(AccessRequest request, Optional<Future<?>> instead) {
    Optional<Future<?>> before =
        instead.isPresent()
            ? Optional.ofNullable(ends.put(request.id(), instead.get()))
            : Optional.ofNullable(ends.remove(request.id()));
    before.ifPresent(future -> future.cancel(false));
  }

  private void look(AccessRequest request) {
    try {
      Instant now = clock.instant();
      book.find(request.id()).ifPresent(seen -> note(request, seen.at(now)));
    } catch (RefusedException e) {
      // Whoever looks at the request next will find it expired.
    }
  }

  /** Says it, if it is anything that people should know. */
  void note(AccessRequest request, RequestState state) {
    if (request.isEmergency()) {
      noteReview(request, state);
      return;
    }
    Status status = state.status();
    if (status == Status.REQUESTED) {
      return;
    }
    boolean first = notes.say(request, word(status), text(request, state));
    if (status != Status.APPROVED) {
      forget(request, Optional.empty());
    } else if (first) {
      lookAfter(request, clock.instant().plus(request.requirement().validFor()));
    }
  }

  private void noteReview(AccessRequest request, RequestState state) {
    if (state.status() == Status.REVOKED) {
      notes.say(request, word(Status.REVOKED), text(request, state));
    } else if (!state.answers().isEmpty()) {
      notes.say(request, "reviewed", "The emergency was reviewed: " + answers(state));
    }
  }

  /** That somebody changed what people read. */
  void noteRewritten(AccessRequest request) {
    notes.say(
        request,
        "rewritten",
        "The text of this ticket was changed after it was made: answers to it do not count, and the"
            + " request is withdrawn. Whoever runs the statement again asks anew");
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private String text(AccessRequest request, RequestState state) {
    String name = "Request " + request.id() + ' ';
    return switch (state.status()) {
      case APPROVED ->
          name + "is approved (" + answers(state) + "); it may be used until " + end(request);
      case REJECTED -> name + "is rejected (" + answers(state) + ')';
      case EXPIRED -> name + "has expired; answers do not count any more";
      case CONSUMED -> name + "was used: nothing more can run by it";
      case CANCELLED, REVOKED -> name + "is " + word(state.status()) + ending(state);
      case REQUESTED -> name + "is open";
    };
  }

  private Instant end(AccessRequest request) {
    return clock.instant().plus(request.requirement().validFor()).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String answers(RequestState state) {
    return state.answers().stream().map(Endings::answer).collect(Collectors.joining("; "));
  }

  private static String answer(Answer answer) {
    String comment = ForeignText.shown(answer.comment());
    return ForeignText.shown(answer.approverName())
        + (answer.granted() ? " says yes" : " says no")
        + (comment.isEmpty() ? "" : ": " + comment);
  }

  private static String ending(RequestState state) {
    return state
        .ending()
        .map(
            ending ->
                " by "
                    + ForeignText.shown(ending.byName())
                    + (ending.comment().isEmpty()
                        ? ""
                        : ": " + ForeignText.shown(ending.comment())))
        .orElse("");
  }
}

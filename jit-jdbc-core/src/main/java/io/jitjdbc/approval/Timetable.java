package io.jitjdbc.approval;

import io.jitjdbc.approval.Notice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When people are told of a request that still waits for them. */
final class Timetable {
  /** Whoever has not answered after as many will not for one more. */
  private static final int MOST_REMINDERS = 5;

  private final RequestProgress progress;
  private final AccessRequest request;
  private final Instant now;

  Timetable(RequestProgress progress, Instant now) {
    this.progress = progress;
    this.request = progress.request();
    this.now = now;
  }

  List<Notice> due() {
    var due = new ArrayList<Notice>();
    escalation()
        .filter(at -> !now.isBefore(at))
        .ifPresent(
            at ->
                request
                    .requirement()
                    .escalation()
                    .map(more -> new Notice(Kind.ESCALATED, at, more.approverGroups()))
                    .ifPresent(due::add));
    request
        .requirement()
        .remindAfter()
        .filter(interval -> passed(interval) > 0)
        .map(interval -> quietSince().plus(interval.multipliedBy(passed(interval))))
        .map(at -> new Notice(Kind.REMINDED, at, new Jury(progress, now).askedNow()))
        .ifPresent(due::add);
    due.sort(Comparator.comparing(Notice::at));
    return List.copyOf(due);
  }

  Optional<Instant> next() {
    Optional<Instant> reminder =
        request
            .requirement()
            .remindAfter()
            .filter(interval -> passed(interval) < MOST_REMINDERS)
            .map(interval -> quietSince().plus(interval.multipliedBy(passed(interval) + 1)));
    return Stream.of(escalation(), reminder)
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .filter(at -> request.isEmergency() || at.isBefore(request.expiresAt()))
        .min(Comparator.naturalOrder());
  }

  /** Empty in an emergency, which everybody may review from the start. */
  private Optional<Instant> escalation() {
    return request.isEmergency()
        ? Optional.empty()
        : request.requirement().escalation().map(more -> request.filedAt().plus(more.after()));
  }

  /** How many intervals nobody has answered for, as far as they count. */
  private long passed(Duration interval) {
    return Math.min(MOST_REMINDERS, Duration.between(quietSince(), now).dividedBy(interval));
  }

  /** Since the last answer, for it may have brought others on. */
  private Instant quietSince() {
    List<RequestState.Answer> answers = progress.answers();
    return answers.isEmpty() ? request.filedAt() : answers.get(answers.size() - 1).at();
  }
}

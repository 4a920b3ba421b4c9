package io.jitjdbc.approval;

import static io.jitjdbc.approval.RequestState.Status.APPROVED;
import static io.jitjdbc.approval.RequestState.Status.CANCELLED;
import static io.jitjdbc.approval.RequestState.Status.CONSUMED;
import static io.jitjdbc.approval.RequestState.Status.EXPIRED;
import static io.jitjdbc.approval.RequestState.Status.REJECTED;
import static io.jitjdbc.approval.RequestState.Status.REQUESTED;
import static io.jitjdbc.approval.RequestState.Status.REVOKED;
import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Ending;
import io.jitjdbc.approval.RequestState.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An access request with everything that has happened to it, and the rules by which it goes on:
 * immutable, every step returns the next progress or refuses. A service only has to keep it, and to
 * let a step count only on top of the progress that it was taken from ({@link #steps()}).
 *
 * @param answers in the order in which they were given; of a request that went ahead in an
 *     emergency, the reviews
 * @param used how many uses of the approval were handed out, given back or not
 * @param returned which of them came to nothing and were given back, by their number from 1
 * @param ending who ended it before its time
 * @param usedAt when the last use was handed out; empty if none was, or that was not kept
 */
public record RequestProgress(
    AccessRequest request,
    List<Answer> answers,
    int used,
    Set<Integer> returned,
    Optional<Ending> ending,
    Optional<Instant> usedAt) {
  public RequestProgress {
    requireNonNull(request);
    answers = List.copyOf(answers);
    returned = Set.copyOf(returned);
    requireNonNull(ending);
    requireNonNull(usedAt);
  }

  /** Answers of which it is not known when the approval was used. */
  public static RequestProgress answered(AccessRequest request, List<Answer> answers) {
    return new RequestProgress(request, answers, 0, Set.of(), Optional.empty(), Optional.empty());
  }

  /** A request that nothing has happened to yet. */
  public static RequestProgress filed(AccessRequest request) {
    return answered(request, List.of());
  }

  /** How many steps were taken: it grows by one with each, so it serves as a version. */
  public int steps() {
    return answers.size() + used + returned.size() + (ending.isPresent() ? 1 : 0);
  }

  /** Where the request stands at that moment. */
  public RequestState at(Instant now) {
    Status status = statusAt(now);
    return new RequestState(status, answers, ending, overSince(status));
  }

  private Optional<Instant> overSince(Status status) {
    return switch (status) {
      case CONSUMED -> usedAt;
      case EXPIRED -> Optional.of(usableUntil().orElseGet(request::expiresAt));
      case REQUESTED, APPROVED, REJECTED, CANCELLED, REVOKED -> Optional.empty();
    };
  }

  /** Whether it still waits for an answer or has a use left. */
  public boolean isLive(Instant now) {
    Status status = statusAt(now);
    return status == REQUESTED || status == APPROVED;
  }

  /** Whether people still have to look at it: to answer it, or to review an emergency. */
  public boolean needsPeople(Instant now) {
    return request.isEmergency() ? answers.isEmpty() : statusAt(now) == REQUESTED;
  }

  /** What people are to be told by that moment, the oldest first; at most one of each kind. */
  public List<Notice> dueNotices(Instant now) {
    return needsPeople(now) ? new Timetable(this, now).due() : List.of();
  }

  /** When there is the next thing to tell if nothing happens until then. */
  public Optional<Instant> nextNotice(Instant now) {
    return needsPeople(now) ? new Timetable(this, now).next() : Optional.empty();
  }

  /** How many of its stages have all the people that they need. */
  public int completedStages() {
    return new Tally(request.requirement().stages(), answers).completed();
  }

  /**
   * Whether it is any business of that person's: they asked, answered, or may answer at some time,
   * in their own place or another's.
   *
   * @param deputizing the delegations to the person, whether in force or not
   */
  public boolean concerns(Subject person, List<Delegation> deputizing, Instant now) {
    return new Jury(this, now).concerns(person, deputizing);
  }

  /** Whether an answer of that person would count now. */
  public boolean mayAnswer(Subject person, List<Delegation> deputizing, Instant now) {
    return new Jury(this, now).hasSeat(person, deputizing);
  }

  /**
   * With one more answer.
   *
   * @param deputizing the delegations to the approver, whether in force or not
   * @throws RefusedException as {@link ApprovalDesk#answer} says
   */
  public RequestProgress answer(
      Subject approver, List<Delegation> deputizing, Verdict verdict, Instant now)
      throws RefusedException {
    String absent = new Jury(this, now).seat(approver, deputizing);
    var more = new ArrayList<>(answers);
    more.add(
        new Answer(
            approver.key(),
            approver.name(),
            verdict.granted(),
            verdict.comment(),
            now,
            absent,
            verdict.evidence()));
    return new RequestProgress(request, more, used, returned, ending, usedAt);
  }

  /** The same request with other answers. */
  public RequestProgress with(List<Answer> others) {
    return new RequestProgress(request, others, used, returned, ending, usedAt);
  }

  /** The same request, of which as many uses were handed out as of another view of it. */
  public RequestProgress usedAs(RequestProgress view) {
    return new RequestProgress(request, answers, view.used, returned, ending, view.usedAt);
  }

  /** Withdrawn, if it still waits for an answer; otherwise unchanged. */
  public RequestProgress cancel(Instant now) {
    return statusAt(now) == REQUESTED
        ? ended(new Ending(CANCELLED, request.actor().name(), "", now))
        : this;
  }

  /**
   * Taken back: no use is handed out any more, and what runs by one ends.
   *
   * @throws RefusedException if there is nothing to take back, or it is not this person's to take
   *     back
   */
  public RequestProgress revoke(Subject by, String comment, Instant now) throws RefusedException {
    new Jury(this, now).requireRightToRevoke(by);
    return ended(new Ending(REVOKED, by.name(), comment, now));
  }

  private RequestProgress ended(Ending how) {
    return new RequestProgress(request, answers, used, returned, Optional.of(how), usedAt);
  }

  /** With one more use handed out, if there is one left; {@link #lastUse} describes it. */
  public Optional<RequestProgress> use(Instant now) {
    return statusAt(now) == APPROVED && isOpenAt(now)
        ? Optional.of(
            new RequestProgress(request, answers, used + 1, returned, ending, Optional.of(now)))
        : Optional.empty();
  }

  /** With a use given back that came to nothing; unchanged if it was given back before. */
  public RequestProgress giveBack(Approval use) {
    int number = number(use);
    if (number < 1 || number > used || returned.contains(number)) {
      return this;
    }
    var more = new HashSet<>(returned);
    more.add(number);
    return new RequestProgress(request, answers, used, more, ending, usedAt);
  }

  private int number(Approval use) {
    String id = use.id();
    return id.startsWith(request.id() + '.')
        ? Integer.parseInt(id.substring(request.id().length() + 1))
        : 0;
  }

  private boolean isOpenAt(Instant now) {
    return request.requirement().window().map(window -> window.isOpenAt(now)).orElse(true);
  }

  /** The use handed out last, with what was signed for it. */
  public Approval lastUse() {
    if (used == 0) {
      throw new IllegalStateException("no use was handed out");
    }
    return new Approval(
        request.id() + '.' + used,
        request.id(),
        request.binding(),
        answers.stream().filter(Answer::granted).map(Answer::approverName).toList(),
        usableUntil().orElseThrow(),
        answers.stream()
            .filter(Answer::granted)
            .map(Answer::evidence)
            .filter(token -> !token.isEmpty())
            .toList());
  }

  private Status statusAt(Instant now) {
    if (ending.isPresent()) {
      return ending.get().status();
    }
    if (!request.isEmergency() && answers.stream().anyMatch(answer -> !answer.granted())) {
      return REJECTED;
    }
    return usableUntil()
        .map(end -> statusOnceApproved(end, now))
        .orElseGet(() -> now.isBefore(request.expiresAt()) ? REQUESTED : EXPIRED);
  }

  private Status statusOnceApproved(Instant end, Instant now) {
    if (used - returned.size() >= request.requirement().uses()) {
      return CONSUMED;
    }
    return now.isBefore(end) ? APPROVED : EXPIRED;
  }

  private Optional<Instant> usableUntil() {
    if (request.isEmergency()) {
      return request
          .requirement()
          .breakGlass()
          .map(breakGlass -> request.filedAt().plus(breakGlass.validFor()));
    }
    return new Tally(request.requirement().stages(), answers)
        .completedAt()
        .map(at -> at.plus(request.requirement().validFor()));
  }
}

package io.jitjdbc.approval;

import static io.jitjdbc.approval.RequestState.Status.APPROVED;
import static io.jitjdbc.approval.RequestState.Status.CANCELLED;
import static io.jitjdbc.approval.RequestState.Status.CONSUMED;
import static io.jitjdbc.approval.RequestState.Status.EXPIRED;
import static io.jitjdbc.approval.RequestState.Status.REJECTED;
import static io.jitjdbc.approval.RequestState.Status.REQUESTED;
import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An access request with everything that has happened to it, and the rules by which it goes on:
 * immutable, every step returns the next progress or refuses. A service only has to keep it, and to
 * let a step count only on top of the progress that it was taken from ({@link #steps()}).
 *
 * @param answers in the order in which they were given
 * @param used how many uses of the approval were handed out
 */
public record RequestProgress(
    AccessRequest request, List<Answer> answers, int used, boolean cancelled) {
  public RequestProgress {
    requireNonNull(request);
    answers = List.copyOf(answers);
  }

  /** A request that nothing has happened to yet. */
  public static RequestProgress filed(AccessRequest request) {
    return new RequestProgress(request, List.of(), 0, false);
  }

  /** How many steps were taken: it grows by one with each, so it serves as a version. */
  public int steps() {
    return answers.size() + used + (cancelled ? 1 : 0);
  }

  /** Where the request stands at that moment. */
  public RequestState at(Instant now) {
    return new RequestState(statusAt(now), answers);
  }

  /** Whether it still waits for an answer or has a use left. */
  public boolean isLive(Instant now) {
    Status status = statusAt(now);
    return status == REQUESTED || status == APPROVED;
  }

  /**
   * With one more answer.
   *
   * @throws RefusedException as {@link ApprovalDesk#answer} says
   */
  public RequestProgress answer(Subject approver, boolean granted, String comment, Instant now)
      throws RefusedException {
    requireRightToAnswer(approver, now);
    var more = new ArrayList<>(answers);
    more.add(new Answer(approver.key(), approver.name(), granted, comment, now));
    return new RequestProgress(request, more, used, cancelled);
  }

  /** Withdrawn, if it still waits for an answer; otherwise unchanged. */
  public RequestProgress cancel(Instant now) {
    return statusAt(now) == REQUESTED ? new RequestProgress(request, answers, used, true) : this;
  }

  /** With one more use handed out, if there is one left; {@link #lastUse} describes it. */
  public Optional<RequestProgress> use(Instant now) {
    return statusAt(now) == APPROVED
        ? Optional.of(new RequestProgress(request, answers, used + 1, cancelled))
        : Optional.empty();
  }

  /** The use handed out last. */
  public Approval lastUse() {
    if (used == 0) {
      throw new IllegalStateException("no use was handed out");
    }
    return new Approval(
        request.id() + '.' + used,
        request.id(),
        request.binding(),
        answers.stream().map(Answer::approverName).toList(),
        usableUntil().orElseThrow());
  }

  private Status statusAt(Instant now) {
    if (cancelled) {
      return CANCELLED;
    }
    if (answers.stream().anyMatch(answer -> !answer.granted())) {
      return REJECTED;
    }
    return usableUntil()
        .map(end -> statusOnceApproved(end, now))
        .orElseGet(() -> now.isBefore(request.expiresAt()) ? REQUESTED : EXPIRED);
  }

  private Status statusOnceApproved(Instant end, Instant now) {
    if (used >= request.requirement().uses()) {
      return CONSUMED;
    }
    return now.isBefore(end) ? APPROVED : EXPIRED;
  }

  /** Counts people and not answers, wherever the answers were kept meanwhile. */
  private Optional<Instant> usableUntil() {
    var people = new HashSet<String>();
    for (Answer answer : answers) {
      people.add(answer.approver());
      if (people.size() == request.requirement().quorum()) {
        return Optional.of(answer.at().plus(request.requirement().validFor()));
      }
    }
    return Optional.empty();
  }

  private void requireRightToAnswer(Subject approver, Instant now) throws RefusedException {
    Status status = statusAt(now);
    if (status != REQUESTED) {
      throw refused("it is " + status.name().toLowerCase(Locale.ROOT) + " and takes no answer");
    }
    String who = approver.name();
    if (isInterested(approver)) {
      throw refused("nobody answers a request of their own, and it is " + who + "'s");
    }
    if (Collections.disjoint(approver.groups(), request.requirement().approverGroups())) {
      throw refused(who + " is in none of the groups that may answer it");
    }
    if (answers.stream().anyMatch(answer -> answer.approver().equals(approver.key()))) {
      throw refused(who + " has answered it, and one person counts once");
    }
  }

  private boolean isInterested(Subject approver) {
    String key = approver.key();
    return key.equals(request.subject().key()) || key.equals(request.actor().key());
  }

  private RefusedException refused(String why) {
    return RefusedException.denied(
        "request "
            + request.id()
            + " was not answered: "
            + why
            + ". A member of "
            + new TreeSet<>(request.requirement().approverGroups())
            + " may answer while it is open");
  }
}

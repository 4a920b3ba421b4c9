package io.jitjdbc.approval;

import static io.jitjdbc.approval.RequestState.Status.REQUESTED;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Who may answer a request at a moment, and who may take its approval back. */
final class Jury {
  private final RequestProgress progress;
  private final AccessRequest request;
  private final Instant now;

  Jury(RequestProgress progress, Instant now) {
    this.progress = progress;
    this.request = progress.request();
    this.now = now;
  }

  /**
   * In whose place somebody answers: key of the absent, empty if in their own.
   *
   * @throws RefusedException if they may not answer at all
   */
  String seat(Subject approver, List<Delegation> deputizing) throws RefusedException {
    requireOpen();
    String who = approver.name();
    if (isInterested(approver)) {
      throw refused("nobody answers a request of their own, and it is " + who + "'s");
    }
    if (hasAnswered(approver.key())) {
      throw refused(who + " has answered it, and one person counts once");
    }
    if (isAsked(approver)) {
      return "";
    }
    return deputizing.stream()
        .filter(delegation -> delegation.deputy().equals(approver.key()))
        .filter(delegation -> delegation.isInForceAt(now))
        .map(Delegation::absent)
        .filter(absent -> isAsked(absent) && !isInterested(absent) && !hasAnswered(absent.key()))
        .map(Subject::key)
        .findFirst()
        .orElseThrow(() -> refused(who + " is in none of the groups that may answer it now"));
  }

  boolean hasSeat(Subject approver, List<Delegation> deputizing) {
    try {
      seat(approver, deputizing);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private void requireOpen() throws RefusedException {
    Status status = progress.at(now).status();
    if (!request.isEmergency() && status != REQUESTED) {
      throw refused("it is " + word(status) + " and takes no answer");
    }
  }

  /** Approvers may, and so may whoever asked: it takes nothing from anybody else. */
  void requireRightToRevoke(Subject by) throws RefusedException {
    Status status = progress.at(now).status();
    boolean ended = progress.ending().isPresent() || status == Status.REJECTED;
    if (ended || (status == Status.EXPIRED && progress.used() == 0)) {
      throw unrevoked("it is " + word(status));
    }
    boolean isApprover =
        !Collections.disjoint(by.groups(), everybody())
            || progress.answers().stream().map(Answer::approver).anyMatch(by.key()::equals);
    if (!isInterested(by) && !isApprover) {
      throw unrevoked(by.name() + " neither asked for it nor is in a group that may answer it");
    }
  }

  /** Whoever may see the request, but not only those who may answer it now. */
  boolean concerns(Subject person, List<Delegation> deputizing) {
    return isInterested(person)
        || hasAnswered(person.key())
        || !Collections.disjoint(person.groups(), everybody())
        || deputizing.stream()
            .filter(delegation -> delegation.deputy().equals(person.key()))
            .filter(delegation -> delegation.isInForceAt(now))
            .anyMatch(one -> !Collections.disjoint(one.absent().groups(), everybody()));
  }

  private Set<String> everybody() {
    var groups = new HashSet<>(request.requirement().approverGroups());
    request.requirement().escalation().ifPresent(more -> groups.addAll(more.approverGroups()));
    return groups;
  }

  private boolean isAsked(Subject person) {
    return !Collections.disjoint(person.groups(), askedNow());
  }

  /** Members of these groups may answer. */
  Set<String> askedNow() {
    if (request.isEmergency()) {
      return everybody();
    }
    ApprovalRequirement requirement = request.requirement();
    var asked =
        new HashSet<>(
            new Tally(requirement.stages(), progress.answers()).present().approverGroups());
    requirement
        .escalation()
        .filter(more -> !now.isBefore(request.filedAt().plus(more.after())))
        .ifPresent(more -> asked.addAll(more.approverGroups()));
    return asked;
  }

  private boolean hasAnswered(String person) {
    return new Tally(request.requirement().stages(), progress.answers()).knows(person);
  }

  private boolean isInterested(Subject person) {
    String key = person.key();
    return key.equals(request.subject().key()) || key.equals(request.actor().key());
  }

  private RefusedException refused(String why) {
    return RefusedException.denied(
        "request "
            + request.id()
            + " was not answered: "
            + why
            + ". A member of "
            + new TreeSet<>(askedNow())
            + " may answer while it is open");
  }

  private RefusedException unrevoked(String why) {
    return RefusedException.denied(
        "request "
            + request.id()
            + " was not revoked: "
            + why
            + ". Who asked for it, or a member of "
            + new TreeSet<>(everybody())
            + ", may take an approval back while it can be used or something runs by it");
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}

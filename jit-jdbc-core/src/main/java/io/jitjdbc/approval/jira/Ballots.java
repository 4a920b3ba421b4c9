package io.jitjdbc.approval.jira;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.people.ApproverDirectory;
import io.jitjdbc.remote.ForeignText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes votes to the desk, in the name of the people whom the directory knows. The same one twice
 * is taken once.
 */
final class Ballots {
  private static final Logger LOG = LoggerFactory.getLogger(Ballots.class);
  private static final String CHANNEL = "jira";

  private final RequestBook book;
  private final ApprovalDesk desk;
  private final ApproverDirectory people;
  private final Notes notes;
  private final InstantSource clock;

  /** Jira tells the same ones again and again. */
  private final Cache<String, Boolean> reported =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofDays(1)).build();

  Ballots(
      RequestBook book,
      ApprovalDesk desk,
      ApproverDirectory people,
      Notes notes,
      InstantSource clock) {
    this.book = book;
    this.desk = desk;
    this.people = people;
    this.notes = notes;
    this.clock = clock;
  }

  /** Takes all that can be taken; what cannot is said once. */
  void take(AccessRequest request, String ticket, List<Vote> votes) throws RefusedException {
    for (Vote vote : votes) {
      Optional<RequestProgress> seen = book.find(request.id());
      if (seen.isEmpty() || !seen.get().needsPeople(clock.instant())) {
        return;
      }
      take(request, ticket, vote);
    }
  }

  private void take(AccessRequest request, String ticket, Vote vote) throws RefusedException {
    if (!vote.person().active()) {
      report(request, vote, "its account is not active");
      return;
    }
    Optional<Subject> approver = find(vote.person());
    if (approver.isEmpty()) {
      report(request, vote, "the file of approvers has nobody of that account");
      return;
    }
    if (isTaken(request, vote, approver.get())) {
      return;
    }
    try {
      desk.answer(request.id(), approver.get(), vote.granted(), "in Jira, " + ticket);
    } catch (RefusedException e) {
      // Maybe the same came by another way meanwhile.
      if (!isTaken(request, vote, approver.get())) {
        report(request, vote, e.getMessage());
      }
    }
  }

  private Optional<Subject> find(Person person) throws RefusedException {
    for (String name : person.names()) {
      Optional<Subject> found = people.find(CHANNEL, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean isTaken(AccessRequest request, Vote vote, Subject approver)
      throws RefusedException {
    return book.find(request.id()).map(RequestProgress::answers).stream()
        .flatMap(List::stream)
        .anyMatch(
            answer ->
                answer.approver().equals(approver.key()) && answer.granted() == vote.granted());
  }

  private void report(AccessRequest request, Vote vote, String why) {
    String subject = vote.person().token() + ' ' + vote.granted() + ' ' + why;
    if (reported.asMap().putIfAbsent(request.id() + ' ' + subject, true) != null) {
      return;
    }
    String who = ForeignText.shown(vote.person().display() + " (" + vote.person().token() + ')');
    LOG.warn("the answer of {} to request {} does not count: {}", who, request.id(), why);
    notes.say(
        request,
        "uncounted-" + Notes.word(subject),
        "The answer of " + who + " does not count: " + why);
  }
}

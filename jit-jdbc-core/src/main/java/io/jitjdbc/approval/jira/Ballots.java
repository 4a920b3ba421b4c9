package io.jitjdbc.approval.jira;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
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

  private final RequestBook book;
  private final ApprovalDesk desk;
  private final ChannelPeople people;
  private final Notes notes;
  private final InstantSource clock;

  /** Jira tells the same ones again and again. */
  private final Cache<String, Boolean> reported =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofDays(1)).build();

  Ballots(
      RequestBook book, ApprovalDesk desk, ChannelPeople people, Notes notes, InstantSource clock) {
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
    Optional<String> name = known(vote.person());
    if (name.isEmpty()) {
      report(request, vote, "the file of approvers has nobody of that account");
      return;
    }
    answer(request, ticket, vote, name.get());
  }

  private void answer(AccessRequest request, String ticket, Vote vote, String name)
      throws RefusedException {
    Optional<Subject> found = people.find(name);
    if (found.isEmpty()) {
      // Taken out of the file this very moment: it will be said at the next look.
      return;
    }
    Subject approver = found.get();
    if (isTaken(request, vote, approver)) {
      return;
    }
    try {
      var said = new Verdict(vote.granted(), "in Jira, " + ticket);
      AccessRequest shown = desk.find(request.id()).request();
      desk.answer(request.id(), approver, people.verdict(shown, name, said));
    } catch (RefusedException e) {
      // Maybe the same came by another way meanwhile.
      if (!isTaken(request, vote, approver)) {
        report(request, vote, e.getMessage());
      }
    }
  }

  /** The first of the account's names that the file of approvers has. */
  private Optional<String> known(Person person) throws RefusedException {
    for (String name : person.names()) {
      if (people.find(name).isPresent()) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Whether it counts already. */
  private boolean isTaken(AccessRequest request, Vote vote, Subject approver)
      throws RefusedException {
    return desk.find(request.id()).state().answers().stream()
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

package io.jitjdbc.approval.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
import io.jitjdbc.remote.ForeignText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes decisions to the desk, in the name of the people whom the directory knows. The same one
 * twice is taken once, and no order is expected.
 */
final class Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  private final RequestBook book;
  private final ApprovalDesk desk;
  private final ChannelPeople people;

  /** Whoever asks for decisions is told the same ones again and again. */
  private final Cache<Decision, Boolean> reported =
      Caffeine.newBuilder().maximumSize(1000).expireAfterWrite(Duration.ofHours(1)).build();

  Decisions(RequestBook book, ApprovalDesk desk, ChannelPeople people) {
    this.book = book;
    this.desk = desk;
    this.people = people;
  }

  /** Takes all that can be taken; the outcome is that of the first one that was not. */
  Outcome take(List<Decision> decisions) {
    Outcome worst = Outcome.ACCEPTED;
    for (Decision decision : decisions) {
      Outcome outcome = take(decision);
      worst = worst == Outcome.ACCEPTED ? outcome : worst;
    }
    return worst;
  }

  private Outcome take(Decision decision) {
    try {
      if (book.find(decision.task()).isEmpty()) {
        return Outcome.UNKNOWN_REQUEST;
      }
      Optional<Subject> approver = people.find(decision.approver());
      if (approver.isEmpty()) {
        report(decision, "the file of approvers has nobody of that name");
        return Outcome.STRANGER;
      }
      return answer(decision, approver.get());
    } catch (RefusedException e) {
      report(decision, e.getMessage());
      return Outcome.UNAVAILABLE;
    }
  }

  private Outcome answer(Decision decision, Subject approver) throws RefusedException {
    if (isTaken(decision, approver)) {
      return Outcome.ACCEPTED;
    }
    try {
      var said = new Verdict(decision.granted(), decision.comment());
      AccessRequest request = desk.find(decision.task()).request();
      desk.answer(decision.task(), approver, people.verdict(request, decision.approver(), said));
      return Outcome.ACCEPTED;
    } catch (RefusedException e) {
      // Maybe the same decision came by another way meanwhile.
      if (isTaken(decision, approver)) {
        return Outcome.ACCEPTED;
      }
      report(decision, e.getMessage());
      return Outcome.AGAINST_THE_RULES;
    }
  }

  private boolean isTaken(Decision decision, Subject approver) throws RefusedException {
    return desk.find(decision.task()).state().answers().stream()
        .anyMatch(
            answer ->
                answer.approver().equals(approver.key()) && answer.granted() == decision.granted());
  }

  private void report(Decision decision, String why) {
    if (reported.asMap().putIfAbsent(decision, true) == null) {
      LOG.warn(
          "the decision of {} on request {} was not taken: {}",
          ForeignText.explained(decision.approver()),
          ForeignText.shown(decision.task()),
          why);
    }
  }
}

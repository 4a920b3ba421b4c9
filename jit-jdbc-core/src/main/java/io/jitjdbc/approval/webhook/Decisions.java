package io.jitjdbc.approval.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.people.ApproverDirectory;
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
  private static final String CHANNEL = "webhook";

  private final RequestBook book;
  private final ApprovalDesk desk;
  private final ApproverDirectory people;

  /** Whoever asks for decisions is told the same ones again and again. */
  private final Cache<Decision, Boolean> reported =
      Caffeine.newBuilder().maximumSize(1000).expireAfterWrite(Duration.ofHours(1)).build();

  Decisions(RequestBook book, ApprovalDesk desk, ApproverDirectory people) {
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
      Optional<Subject> approver = people.find(CHANNEL, decision.approver());
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
      desk.answer(decision.task(), approver, decision.granted(), decision.comment());
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
    return book.find(decision.task()).map(RequestProgress::answers).stream()
        .flatMap(List::stream)
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

package io.jitjdbc.approval;

import io.jitjdbc.approval.RequestState.Answer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which stage the answers of a request have come to. They were let in stage by stage, so that only
 * people are left to count: whoever answers in another's place and that other are one.
 */
final class Tally {
  private final List<ApprovalStage> stages;
  private final Set<String> people = new HashSet<>();
  private int stage;
  private int missing;
  private Optional<Answer> completedBy = Optional.empty();

  Tally(List<ApprovalStage> stages, List<Answer> answers) {
    this.stages = stages;
    this.missing = stages.get(0).quorum();
    answers.forEach(this::count);
  }

  private void count(Answer answer) {
    boolean known = knows(answer.approver()) || knows(answer.absent());
    people.add(answer.approver());
    if (!answer.absent().isEmpty()) {
      people.add(answer.absent());
    }
    if (known || !answer.granted() || completedBy.isPresent()) {
      return;
    }
    missing--;
    if (missing > 0) {
      return;
    }
    stage++;
    if (stage == stages.size()) {
      completedBy = Optional.of(answer);
    } else {
      missing = stages.get(stage).quorum();
    }
  }

  /** Whether this person has answered, or was answered for. */
  boolean knows(String person) {
    return people.contains(person);
  }

  /** When the last person who was needed said yes. */
  Optional<Instant> completedAt() {
    return completedBy.map(Answer::at);
  }

  /** By which answer everybody had said yes who was needed. */
  Optional<Answer> completedBy() {
    return completedBy;
  }

  /** How many stages have all the people that they need. */
  int completed() {
    return stage;
  }

  /** Who is asked at this moment; the last stage once all of them are complete. */
  ApprovalStage present() {
    return stages.get(Math.min(stage, stages.size() - 1));
  }
}

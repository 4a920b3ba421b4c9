package io.jitjdbc.testing;

import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.Escalation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Terms by which people are told again. */
public final class Reminding {
  private Reminding() {}

  /** Two stages, leads and then dba, and heads after a while. */
  public static ApprovalRequirement terms(
      Duration interval, Duration escalateAfter, Duration answerWithin) {
    return new ApprovalRequirement(
        List.of(new ApprovalStage(Set.of("leads"), 1), new ApprovalStage(Set.of("dba"), 1)),
        answerWithin,
        AccessRequests.VALID_FOR,
        1,
        Optional.empty(),
        Optional.of(new Escalation(escalateAfter, Set.of("heads"))),
        Optional.of(interval),
        Optional.empty(),
        Optional.empty());
  }
}

package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * What it takes to turn a requestable denial into a permit.
 *
 * @param approverGroups members of any of these may answer; never the subject itself
 * @param quorum how many distinct people must say yes
 * @param answerWithin an unanswered request expires after this time
 * @param validFor how long an approval may be used
 * @param uses how often it may be used
 */
public record ApprovalRequirement(
    Set<String> approverGroups, int quorum, Duration answerWithin, Duration validFor, int uses) {
  public ApprovalRequirement {
    approverGroups = Set.copyOf(approverGroups);
    requireNonNull(answerWithin);
    requireNonNull(validFor);
    if (approverGroups.isEmpty() || quorum < 1 || uses < 1) {
      throw new IllegalArgumentException("an approval needs a group, a quorum and a use");
    }
  }
}

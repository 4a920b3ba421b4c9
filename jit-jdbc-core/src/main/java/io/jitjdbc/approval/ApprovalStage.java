package io.jitjdbc.approval;

import java.util.Set;

/**
 * One step of an approval: so many people out of any of these groups.
 *
 * @param approverGroups members of any of these may answer; not empty
 * @param quorum how many of them must say yes; at least one
 */
public record ApprovalStage(Set<String> approverGroups, int quorum) {
  public ApprovalStage {
    approverGroups = Set.copyOf(approverGroups);
    if (approverGroups.isEmpty() || quorum < 1) {
      throw new IllegalArgumentException("a stage needs a group and a quorum");
    }
  }
}

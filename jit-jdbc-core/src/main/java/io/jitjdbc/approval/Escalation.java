package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * Who else may answer when nobody did in time.
 *
 * @param after how long after the filing
 * @param approverGroups members of these may then answer at every stage; not empty
 */
public record Escalation(Duration after, Set<String> approverGroups) {
  public Escalation {
    requireNonNull(after);
    approverGroups = Set.copyOf(approverGroups);
    if (approverGroups.isEmpty()) {
      throw new IllegalArgumentException("an escalation needs a group");
    }
  }
}

package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * Who may go ahead without an approval in an emergency, with a reason and a review afterwards.
 *
 * @param groups members of any of these; not empty
 * @param validFor for how long from the filing
 */
public record BreakGlass(Set<String> groups, Duration validFor) {
  public BreakGlass {
    groups = Set.copyOf(groups);
    requireNonNull(validFor);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("break-glass needs a group");
    }
  }
}

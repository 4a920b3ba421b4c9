package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What another policy would change for somebody's statement.
 *
 * @param statement without literals
 * @param times how often they ran it
 * @param last when, the last time
 */
public record PolicyChange(
    String who, String statement, long times, Instant last, Outcome before, Outcome after) {
  public PolicyChange {
    requireNonNull(who);
    requireNonNull(statement);
    requireNonNull(last);
    requireNonNull(before);
    requireNonNull(after);
  }

  /** What columns would be shown otherwise. */
  public List<String> columns() {
    return after.differences(before);
  }
}

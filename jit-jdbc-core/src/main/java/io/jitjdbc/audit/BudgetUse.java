package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one statement has used of one budget that its subject shares with other statements. Names no
 * value and nobody: whose budget it is, the event's subject says, and of which database its
 * connection.
 *
 * @param budget its id in the policy
 * @param unit what is counted: rows, distinct people or bytes
 * @param counted how much the statement was counted for until then. People whom it has shown before
 *     may be among them twice if it has several results, or shows more than 10,000 people
 * @param limit how much all statements may use within the window together
 */
public record BudgetUse(String budget, String unit, long counted, long limit, Duration window) {
  public BudgetUse {
    requireNonNull(budget);
    requireNonNull(unit);
    requireNonNull(window);
    if (counted < 0 || limit < 0) {
      throw new IllegalArgumentException("less than nothing cannot be counted");
    }
  }
}

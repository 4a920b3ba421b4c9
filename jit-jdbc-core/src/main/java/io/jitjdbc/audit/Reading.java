package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What became of a statement that ran.
 *
 * @param outcome exhausted, closed, updated, failed, denied, cancelled
 * @param sqlState of the failure; empty when there was none
 * @param rows rows handed out, or changed
 * @param columnsRead labels of the columns that the caller actually read
 * @param found "notes: card 3" and the like: what detectors found in the texts that were read
 * @param budgets what it used of each budget that its rows are counted in, sorted by name
 */
public record Reading(
    String outcome,
    String sqlState,
    long rows,
    List<String> columnsRead,
    List<String> found,
    Duration duration,
    List<BudgetUse> budgets) {
  public Reading {
    requireNonNull(outcome);
    requireNonNull(sqlState);
    columnsRead = List.copyOf(columnsRead);
    found = List.copyOf(found);
    requireNonNull(duration);
    budgets = List.copyOf(budgets);
  }

  /** One that is counted in no budget. */
  public Reading(
      String outcome,
      String sqlState,
      long rows,
      List<String> columnsRead,
      List<String> found,
      Duration duration) {
    this(outcome, sqlState, rows, columnsRead, found, duration, List.of());
  }
}

package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What one function of the database yields in FROM.
 *
 * @param leastArguments the least that a call of it gives
 * @param mostArguments the most that a call of it gives
 * @param columns in order, as the catalog spells them; none when the call decides what they are
 * @param isScalar it yields single values, and its only column is called as the call is
 */
public record RowFunction(
    int leastArguments, int mostArguments, List<String> columns, boolean isScalar) {
  public RowFunction {
    requireNonNull(columns);
    columns = List.copyOf(columns);
    if (isScalar && columns.size() != 1) {
      throw new IllegalArgumentException("a single value has one column");
    }
  }

  /** Whether a call with so many arguments could mean this function. */
  public boolean takes(int arguments) {
    return leastArguments <= arguments && arguments <= mostArguments;
  }
}

package io.jitjdbc.audit.reading;

import static java.util.Objects.requireNonNull;

/**
 * Names one result of a statement.
 *
 * @param statement the statement's id
 * @param number from 1; 0 for the values that it was run with
 */
public record ResultId(String statement, int number) {
  public ResultId {
    requireNonNull(statement);
  }
}

package io.jitjdbc.driver;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What is masked in a result, so that a program can draw a lock beside it: {@code
 * resultSet.unwrap(JitResultSet.class)}. Columns have JDBC's numbers, from 1.
 *
 * <p>This is about whole columns. A detector hides parts of single texts, and the column counts as
 * shown in clear.
 */
public interface JitResultSet {
  /** Whether the column is shown through a mask, in every row. */
  boolean isMasked(int columnIndex);

  /**
   * The same by label.
   *
   * @throws SQLException if there is no such column
   */
  boolean isMasked(String columnLabel) throws SQLException;

  /**
   * Why the column is masked and by which function: {@code pii.email: partial}, {@code derived from
   * pii.email: redact}, {@code not proven: …: redact}. Empty for a column in clear. Holds no value.
   */
  Optional<String> maskReason(int columnIndex);
}

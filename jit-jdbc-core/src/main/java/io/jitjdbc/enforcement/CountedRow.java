package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import java.util.Optional;

/**
 * The row on which a result's cursor stands, as the database returned it and before anybody else
 * reads it. Reading it changes nothing for those who read it afterwards.
 */
public interface CountedRow {

  /**
   * The value of a column as a text: the same for values that are equal, whatever their types.
   *
   * @param index by JDBC
   * @return empty for NULL
   * @throws RefusedException if it cannot be read; says nothing of the value
   */
  Optional<String> identity(int index) throws RefusedException;

  /**
   * How much the row holds.
   *
   * @throws RefusedException if that cannot be told
   */
  long bytes() throws RefusedException;

  /** The same for the same row of the result, and another for each other row. */
  long position() throws RefusedException;
}

package io.jitjdbc.driver;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The last gate for objects that a driver made: none may lead back to the raw connection. */
final class Releases {
  private Releases() {}

  /** The object as it may be handed out. */
  static @Nullable Object released(@Nullable Object value) throws SQLException {
    if (value instanceof Array array) {
      return new EnforcingArray(array);
    }
    if (value instanceof ResultSet || value instanceof Statement || value instanceof Connection) {
      throw Refusals.denied(
          "a nested cursor cannot be masked, so it is not handed out. Select its columns instead");
    }
    return value;
  }
}

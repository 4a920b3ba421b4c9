package io.jitjdbc.driver;

import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What rows came from. */
interface ResultOwner {

  EnforcingConnection connection();

  /** What {@link java.sql.ResultSet#getStatement} answers. */
  default @Nullable Statement statement() {
    return null;
  }

  /** Nobody reads these rows any more. */
  void closedResult(EnforcingResultSet closed);
}

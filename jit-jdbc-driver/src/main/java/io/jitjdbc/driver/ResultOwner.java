package io.jitjdbc.driver;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What rows came from. */
interface ResultOwner {

  /** What {@link java.sql.ResultSet#getStatement} answers. */
  @Nullable Statement statement();

  /** What to throw in place of an exception of the delegate's. */
  SQLException ended(SQLException otherwise);

  /** Nobody reads these rows any more. */
  void closedResult(EnforcingResultSet closed);
}

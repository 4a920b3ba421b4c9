package io.jitjdbc.driver;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How one column of a result set is shown that is not always shown as it is. */
interface ShownColumn {
  /** What is shown in place of the cell; null if the cell may be shown as it is. */
  @Nullable ShownValue show(ResultSet raw, int index) throws SQLException;

  /** The cell as a text, shown as it is or not: what nearly everybody reads of a text. */
  @Nullable String showText(ResultSet raw, int index) throws SQLException;
}

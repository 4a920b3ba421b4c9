package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.enforcement.ColumnPlan;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.sql.StatementKind;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * Which one of a routine's result sets is the present one: the policy declares them in order, and
 * one may be skipped without having been looked at.
 */
final class ResultPlace {
  /** So far from the first that no further result leads to it. */
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private int place = UNKNOWN;

  void first() {
    place = 0;
  }

  /** There was something else before the first result set. */
  void none() {
    place = -1;
  }

  void unknown() {
    place = UNKNOWN;
  }

  void next(boolean resultSet) {
    place += resultSet ? 1 : 0;
  }

  ColumnPlan plan(Permission granted, ResultSetMetaData rows)
      throws RefusedException, SQLException {
    return granted.kind() == StatementKind.CALL
        ? granted.plan(place, KeyNames.labels(rows))
        : ReportedColumns.plan(granted, rows);
  }
}

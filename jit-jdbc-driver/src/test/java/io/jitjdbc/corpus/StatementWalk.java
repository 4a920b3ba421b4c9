package io.jitjdbc.corpus;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads everything that an executed statement gives away. */
record StatementWalk(Statement statement, String sql, Sightings seen) {
  private static final int MOST_RESULTS = 10;

  /** All results and counts, the generated keys, and what is said about them. */
  void results(boolean firstIsQuery) throws SQLException {
    boolean isQuery = firstIsQuery;
    for (int i = 0; i < MOST_RESULTS; i++) {
      int count = isQuery ? -1 : statement.getUpdateCount();
      if (isQuery) {
        CellWalk.walk(statement.getResultSet(), sql, seen);
      } else if (count == -1) {
        break;
      } else {
        seen.add("update count", count);
      }
      isQuery = statement.getMoreResults();
    }
    words();
    keys();
  }

  /** What it says of itself. */
  void words() throws SQLException {
    seen.add("statement", statement.toString());
    seen.add("statement warnings", statement.getWarnings());
    seen.add("connection warnings", statement.getConnection().getWarnings());
  }

  private void keys() {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      if (keys != null) {
        CellWalk.walk(keys, sql, seen);
      }
    } catch (SQLException e) {
      seen.add("generated keys", e);
    }
  }
}

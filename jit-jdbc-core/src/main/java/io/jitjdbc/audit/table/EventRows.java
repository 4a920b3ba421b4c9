package io.jitjdbc.audit.table;

import io.jitjdbc.audit.shipping.Shipped;
import io.jitjdbc.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Adds many rows by few statements: most JDBC drivers send a batch row by row, and what makes them
 * do otherwise are properties of each vendor's own.
 */
final class EventRows {
  // Far from every limit: 65,535 parameters, and the smallest packet that a server comes with.
  private static final int MOST_ROWS = 100;
  private static final int MOST_CHARACTERS = 1 << 18;

  private final String start;

  EventRows(String table) {
    this.start = "INSERT INTO " + table + " (" + EventRow.COLUMNS + ") VALUES ";
  }

  void add(Connection connection, List<Shipped> events) throws SQLException {
    int next = 0;
    while (next < events.size()) {
      int end = end(events, next);
      addAtOnce(connection, events.subList(next, end));
      next = end;
    }
  }

  /** Where the statement that begins there ends; an event that is too large for any goes alone. */
  private static int end(List<Shipped> events, int begin) {
    int most = Math.min(events.size(), begin + MOST_ROWS);
    int end = begin;
    for (long length = 0; end < most; end++) {
      length += events.get(end).json().length();
      if (length > MOST_CHARACTERS && end > begin) {
        break;
      }
    }
    return end;
  }

  private void addAtOnce(Connection connection, List<Shipped> events) throws SQLException {
    String rows =
        String.join(", ", Collections.nCopies(events.size(), "(" + EventRow.PARAMETERS + ")"));
    var values = new ArrayList<Object>();
    events.forEach(event -> values.addAll(EventRow.values(event)));
    Store.execute(connection, start + rows, values);
  }
}

package io.jitjdbc.usage.table;

import static io.jitjdbc.store.Store.prepare;

import io.jitjdbc.usage.window.WindowNow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One row for each distinct value of a key, by its digest; to be used under the key's lock. */
final class ValueRows {
  private static final int LOT = 500;

  private final String table;

  ValueRows(String table) {
    this.table = table;
  }

  /** The slots that count them, for those that any does. */
  Map<String, Long> seen(Connection connection, String id, List<String> digests)
      throws SQLException {
    String marks = String.join(", ", Collections.nCopies(digests.size(), "?"));
    String sql =
        "SELECT digest, slot FROM " + table + " WHERE id = ? AND digest IN (" + marks + ")";
    var values = new ArrayList<Object>(List.of(id));
    values.addAll(digests);
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      var seen = new HashMap<String, Long>();
      while (rows.next()) {
        seen.put(rows.getString(1), rows.getLong(2));
      }
      return seen;
    }
  }

  /**
   * Puts what was counted into the present slot.
   *
   * @param known the digests that have a row
   */
  void put(
      Connection connection, String id, WindowNow window, Set<String> counted, Set<String> known)
      throws SQLException {
    var added = new ArrayList<List<Object>>();
    var moved = new ArrayList<List<Object>>();
    for (String digest : counted) {
      (known.contains(digest) ? moved : added)
          .add(List.of(window.slot(), window.keptUntil(), id, digest));
    }
    batch(
        connection,
        "INSERT INTO " + table + " (slot, kept_until, id, digest) VALUES (?, ?, ?, ?)",
        added);
    batch(
        connection,
        "UPDATE " + table + " SET slot = ?, kept_until = ? WHERE id = ? AND digest = ?",
        moved);
  }

  /** Deletes some of those that are not counted any more; whether that was all. */
  boolean tidy(Connection connection, String id, long now) throws SQLException {
    String sql = "SELECT digest FROM " + table + " WHERE id = ? AND kept_until <= ? LIMIT " + LOT;
    var over = new ArrayList<List<Object>>();
    try (PreparedStatement statement = prepare(connection, sql, List.of(id, now));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        over.add(List.of(id, rows.getString(1)));
      }
    }
    batch(connection, "DELETE FROM " + table + " WHERE id = ? AND digest = ?", over);
    return over.size() < LOT;
  }

  private static void batch(Connection connection, String sql, List<List<Object>> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(connection, sql, List.of())) {
      for (List<Object> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          statement.setObject(i + 1, row.get(i));
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}

package io.jitjdbc.usage.table;

import static io.jitjdbc.store.Store.execute;
import static io.jitjdbc.store.Store.prepare;

import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.window.SlotCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One row for each key. Who changes anything of a key locks its row first. */
final class CountRows {
  private static final int LOT = 5;

  private final String table;

  CountRows(String table) {
    this.table = table;
  }

  Optional<SlotCounts> find(Connection connection, String id) throws SQLException {
    return query(connection, id, "");
  }

  /** Nobody else changes it before the transaction ends; if there is none, anybody may add one. */
  Optional<SlotCounts> lock(Connection connection, String id) throws SQLException {
    return query(connection, id, " FOR UPDATE");
  }

  void insert(Connection connection, UsageKey key, SlotCounts counts) throws SQLException {
    String sql =
        "INSERT INTO "
            + table
            + " (id, subject, budget, target, used, kept_until, slots)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    List<Object> values =
        List.of(
            key.digest(),
            key.subject(),
            key.budget(),
            key.target(),
            counts.total(),
            counts.keptUntil(),
            counts.text());
    execute(connection, sql, values);
  }

  void update(Connection connection, String id, SlotCounts counts) throws SQLException {
    String sql = "UPDATE " + table + " SET used = ?, kept_until = ?, slots = ? WHERE id = ?";
    execute(connection, sql, List.of(counts.total(), counts.keptUntil(), counts.text(), id));
  }

  /** Some of the keys that nothing is counted for any more, oldest first. */
  List<String> over(Connection connection, long now) throws SQLException {
    String sql =
        "SELECT id FROM " + table + " WHERE kept_until <= ? ORDER BY kept_until, id LIMIT " + LOT;
    try (PreparedStatement statement = prepare(connection, sql, List.of(now));
        ResultSet rows = statement.executeQuery()) {
      var ids = new ArrayList<String>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }

  void delete(Connection connection, String id) throws SQLException {
    execute(connection, "DELETE FROM " + table + " WHERE id = ?", List.of(id));
  }

  private Optional<SlotCounts> query(Connection connection, String id, String lock)
      throws SQLException {
    String sql = "SELECT slots FROM " + table + " WHERE id = ?" + lock;
    try (PreparedStatement statement = prepare(connection, sql, List.of(id));
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(SlotCounts.parse(rows.getString(1))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new SQLException("a row of the usage table was changed from outside", "22000");
    }
  }
}

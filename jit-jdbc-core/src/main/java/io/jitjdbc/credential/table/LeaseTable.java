package io.jitjdbc.credential.table;

import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows, and the questions to them. */
final class LeaseTable {
  private final Store store;

  LeaseTable(Store store) {
    this.store = store;
  }

  /** Reads a row. */
  @FunctionalInterface
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  <T> List<T> read(Reading<T> reading, String columns, String condition, List<?> values, int most)
      throws SQLException {
    String sql = "SELECT " + columns + " FROM " + store.table("lease") + " WHERE " + condition;
    return store.transact(
        connection -> {
          var found = new ArrayList<T>();
          try (PreparedStatement statement = Store.prepare(connection, sql, values)) {
            statement.setMaxRows(most);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                found.add(reading.of(rows));
              }
            }
          }
          return found;
        });
  }

  Optional<KeptLease> living(String id, Instant now) throws SQLException {
    return leases("id = ? AND state = 'living' AND due > ?", List.of(id, now.toEpochMilli()), 1)
        .stream()
        .findFirst();
  }

  List<KeptLease> leases(String condition, List<?> values, int most) throws SQLException {
    return read(LeaseRow::read, "*", condition, values, most);
  }

  /** Whether the row was there as the condition says, and nobody else was at it first. */
  boolean update(String change, String condition, List<?> values) throws SQLException {
    String sql = "UPDATE " + store.table("lease") + " SET " + change + " WHERE " + condition;
    return store.winsRace(connection -> Store.execute(connection, sql, values) == 1);
  }

  boolean insert(String columns, List<?> values) throws SQLException {
    String places = ", ?".repeat(values.size()).substring(2);
    String sql =
        "INSERT INTO " + store.table("lease") + " (" + columns + ") VALUES (" + places + ")";
    return store.winsRace(connection -> Store.execute(connection, sql, values) == 1);
  }

  /** For what concerns any number of rows. */
  void run(String statement, List<?> values) throws SQLException {
    String sql = statement.replace("{lease}", store.table("lease"));
    store.transact(connection -> Store.execute(connection, sql, values));
  }

  void close() {
    store.close();
  }
}

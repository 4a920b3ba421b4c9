package io.jitjdbc.approval.table;

import io.jitjdbc.access.Digests;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who answers in whose place, as it is kept. */
final class DelegationTable {
  private final Store store;

  DelegationTable(Store store) {
    this.store = store;
  }

  /** Keeps one; the same one is the same row, however often it is told. */
  boolean insert(Delegation delegation) throws SQLException {
    String id = id(delegation);
    String sql =
        "INSERT INTO "
            + store.table("delegation")
            + " (id, deputy, absent_issuer, absent_id, absent_name, absent_groups, begins, ends,"
            + " evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    List<Object> values =
        List.of(
            id,
            delegation.deputy(),
            delegation.absent().issuer(),
            delegation.absent().id(),
            delegation.absent().name(),
            Texts.json(delegation.absent().groups()),
            delegation.begin().toEpochMilli(),
            delegation.end().toEpochMilli(),
            delegation.evidence());
    if (!store.winsRace(connection -> Store.execute(connection, sql, values) == 1)
        && !isThere(id)) {
      throw new SQLException("the delegation was not kept", "40001");
    }
    return true;
  }

  private boolean isThere(String id) throws SQLException {
    String sql = "SELECT id FROM " + store.table("delegation") + " WHERE id = ?";
    return store.transact(
        connection -> {
          try (PreparedStatement statement = Store.prepare(connection, sql, List.of(id));
              ResultSet row = statement.executeQuery()) {
            return row.next();
          }
        });
  }

  private static String id(Delegation delegation) {
    Subject absent = delegation.absent();
    return Digests.of(
        List.of(
            delegation.deputy(),
            absent.issuer(),
            absent.id(),
            absent.name(),
            Texts.json(absent.groups()),
            Long.toString(delegation.begin().toEpochMilli()),
            Long.toString(delegation.end().toEpochMilli()),
            delegation.evidence()));
  }

  /** Those that are not over. */
  List<Delegation> to(String deputy, Instant now) throws SQLException {
    String sql =
        "SELECT * FROM " + store.table("delegation") + " WHERE ends > ? ORDER BY begins, id";
    return store.transact(
        connection -> {
          var found = new ArrayList<Delegation>();
          try (PreparedStatement statement =
                  Store.prepare(connection, sql, List.of(now.toEpochMilli()));
              ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              if (rows.getString("deputy").equals(deputy)) {
                found.add(delegation(rows));
              }
            }
          }
          return found;
        });
  }

  private static Delegation delegation(ResultSet row) throws SQLException {
    try {
      return new Delegation(
          RequestRow.subject(row, "absent_"),
          row.getString("deputy"),
          Instant.ofEpochMilli(row.getLong("begins")),
          Instant.ofEpochMilli(row.getLong("ends")),
          RequestRow.orEmpty(row, "evidence"));
    } catch (IllegalArgumentException | ParseException e) {
      throw Texts.changedFromOutside();
    }
  }
}

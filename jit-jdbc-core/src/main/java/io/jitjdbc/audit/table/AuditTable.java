package io.jitjdbc.audit.table;

import io.jitjdbc.audit.shipping.Refusal;
import io.jitjdbc.audit.shipping.RemoteSink;
import io.jitjdbc.audit.shipping.Shipped;
import io.jitjdbc.audit.shipping.UndeliveredException;
import io.jitjdbc.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Events as rows. One that is there is left as it is: the login needs to read and add, and nothing
 * else.
 */
final class AuditTable implements RemoteSink {
  private static final int ATTEMPTS = 5;

  private final Store store;
  private final String table;
  private final String setting;
  private final EventRows rows;

  /**
   * Whether some of what comes may be there already: at first, because a process may have died
   * between a delivery and its note, and as long as anything was.
   */
  private boolean mayRepeat = true;

  /**
   * @param setting what the names of its settings begin with, for messages
   */
  AuditTable(Store store, String setting) {
    this.store = store;
    this.table = store.table("audit_event");
    this.setting = setting;
    this.rows = new EventRows(table);
  }

  @Override
  public List<Refusal> deliver(List<Shipped> events) throws UndeliveredException {
    var refusals = new ArrayList<Refusal>();
    // The same event twice in a batch is one row.
    var unique = new LinkedHashMap<String, Shipped>();
    for (Shipped event : events) {
      Optional<String> obstacle = EventRow.obstacle(event);
      obstacle.ifPresent(reason -> refusals.add(new Refusal(event, reason)));
      if (obstacle.isEmpty()) {
        unique.putIfAbsent(event.id(), event);
      }
    }
    if (!unique.isEmpty()) {
      refusals.addAll(insert(List.copyOf(unique.values())));
    }
    return refusals;
  }

  private List<Refusal> insert(List<Shipped> events) throws UndeliveredException {
    try {
      addMissing(events);
      return List.of();
    } catch (SQLException e) {
      if (!isAboutValues(e)) {
        throw undelivered(e);
      }
      return events.size() > 1 ? byHalves(events) : List.of(refusal(events.get(0), e));
    }
  }

  /** Few are to blame: they are found sooner than by one transaction for each. */
  private List<Refusal> byHalves(List<Shipped> events) throws UndeliveredException {
    int middle = events.size() / 2;
    var refusals = new ArrayList<Refusal>(insert(events.subList(0, middle)));
    refusals.addAll(insert(events.subList(middle, events.size())));
    return refusals;
  }

  private void addMissing(List<Shipped> events) throws SQLException {
    if (!mayRepeat && store.winsRace(connection -> add(connection, events))) {
      return;
    }
    mayRepeat = true;
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      if (store.winsRace(connection -> add(connection, missing(connection, events)))) {
        return;
      }
    }
    // What goes wrong now is no race.
    store.transact(connection -> add(connection, missing(connection, events)));
  }

  private boolean add(Connection connection, List<Shipped> events) throws SQLException {
    rows.add(connection, events);
    return true;
  }

  private List<Shipped> missing(Connection connection, List<Shipped> events) throws SQLException {
    Set<String> there = there(connection, events);
    mayRepeat = !there.isEmpty();
    return events.stream().filter(event -> !there.contains(event.id())).toList();
  }

  private Set<String> there(Connection connection, List<Shipped> events) throws SQLException {
    String marks = String.join(", ", Collections.nCopies(events.size(), "?"));
    String sql = "SELECT id FROM " + table + " WHERE id IN (" + marks + ")";
    List<String> ids = events.stream().map(Shipped::id).toList();
    var there = new HashSet<String>();
    try (PreparedStatement statement = Store.prepare(connection, sql, ids);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        there.add(rows.getString(1));
      }
    }
    return there;
  }

  /** A value that the column does not take, today or ever. */
  private static boolean isAboutValues(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("22");
  }

  private static Refusal refusal(Shipped event, SQLException e) {
    return new Refusal(event, "the database does not take its values: " + code(e));
  }

  private UndeliveredException undelivered(SQLException e) {
    return new UndeliveredException(
        "the table of audit events did not answer: "
            + code(e)
            + ". Check "
            + setting
            + "url, its login, that its JDBC driver is there, that the login may read and add rows,"
            + " and that the database is up");
  }

  /** Its text and its cause may quote the URL or a value: the code has to do. */
  private static String code(SQLException e) {
    return "SQLSTATE "
        + e.getSQLState()
        + ", error "
        + e.getErrorCode()
        + " of "
        + e.getClass().getName();
  }

  @Override
  public void close() {
    store.close();
  }
}

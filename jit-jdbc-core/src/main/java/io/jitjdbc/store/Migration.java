package io.jitjdbc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Brings a store's tables to what this release needs, one process at a time.
 *
 * <p>Whoever changes the tables holds a row of a table of its own, in a transaction beside: H2
 * hides a table while it changes it, and who takes it for missing and makes it meanwhile loses its
 * rows. The row is free again when its holder dies.
 */
final class Migration {
  private static final int ATTEMPTS = 20;
  private static final int LONGEST_PAUSE_MILLIS = 500;
  private static final int LOCK_SECONDS = 30;
  private static final List<String> LOCK =
      List.of(
          "CREATE TABLE IF NOT EXISTS {prefix}migration (id INT NOT NULL PRIMARY KEY){options}",
          "INSERT INTO {prefix}migration"
              + " SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {prefix}migration)");
  private static final String TAKE_LOCK =
      "SELECT id FROM {prefix}migration WHERE id = 1 FOR UPDATE";

  private final Transactions connections;
  private final String prefix;
  private final List<TableVersion> versions;

  Migration(Transactions connections, String prefix, List<TableVersion> versions) {
    this.connections = connections;
    this.prefix = prefix;
    this.versions = List.copyOf(versions);
  }

  /** Looks first: where the tables are as they must be, the login needs no right to make any. */
  void run(boolean create) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        look();
        return;
      } catch (SQLException e) {
        if (!create || attempt == ATTEMPTS || hasClass(e, "08") || hasClass(e, "28")) {
          throw e;
        }
      }
      change(attempt);
    }
  }

  private void look() throws SQLException {
    for (TableVersion version : versions) {
      connections.transact(connection -> probe(connection, version));
    }
  }

  private void change(int attempt) throws SQLException {
    try {
      connections.transact(connection -> run(connection, LOCK));
      connections.transact(
          connection -> {
            lock(connection);
            takeSteps();
            return true;
          });
    } catch (SQLException e) {
      // Two that make the lock disturb each other, and one that waits for it gives up in time; the
      // next look tells.
      if (attempt == ATTEMPTS - 1) {
        throw e;
      }
      pause(attempt);
    }
  }

  private void lock(Connection connection) throws SQLException {
    try (PreparedStatement taken = connection.prepareStatement(spelled(TAKE_LOCK, connection))) {
      taken.setQueryTimeout(LOCK_SECONDS);
      try (ResultSet row = taken.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the row that is locked while tables change is gone", "40001");
        }
      }
    }
  }

  /** Each in a transaction of its own: many databases end it with every table that they make. */
  private void takeSteps() throws SQLException {
    for (TableVersion version : versions) {
      try {
        connections.transact(connection -> probe(connection, version));
      } catch (SQLException missing) {
        connections.transact(connection -> run(connection, version.statements()));
      }
    }
  }

  private boolean probe(Connection connection, TableVersion version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery(spelled(version.probe(), connection)).close();
      return true;
    }
  }

  private boolean run(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(spelled(sql, connection));
      }
      return true;
    }
  }

  private String spelled(String sql, Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    boolean mysql = product.contains("mysql") || product.contains("mariadb");
    // There TEXT ends at 64 KiB and the server's character set may be a small one.
    return sql.replace("{prefix}", prefix)
        .replace("{text}", mysql ? "MEDIUMTEXT" : "TEXT")
        .replace("{options}", mysql ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "");
  }

  /** Each for another while, or they would disturb each other again. */
  private static void pause(int attempt) throws SQLException {
    try {
      Thread.sleep(
          ThreadLocalRandom.current().nextInt(1 + Math.min(attempt, 5) * LONGEST_PAUSE_MILLIS / 5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the tables were made", "57014", e);
    }
  }

  private static boolean hasClass(SQLException e, String code) {
    return e.getSQLState() != null && e.getSQLState().startsWith(code);
  }
}

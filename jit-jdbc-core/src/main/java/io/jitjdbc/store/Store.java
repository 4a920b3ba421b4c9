package io.jitjdbc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tables in a database that several processes share. They are looked for before the first use, and
 * made or changed where they are not as this release needs them. Thread-safe.
 */
public final class Store implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 10;
  private static final int LOOKS = 5;
  private static final String NO_SUCH_TABLE = "42S02";
  private static final int CREATE_ATTEMPTS = 20;
  private static final int LONGEST_PAUSE_MILLIS = 100;

  private final KeptConnection connections;
  private final String prefix;
  private final boolean create;
  private final List<TableVersion> versions;
  private volatile boolean ready;

  Store(KeptConnection connections, String prefix, boolean create, List<TableVersion> versions) {
    this.connections = connections;
    this.prefix = prefix;
    this.create = create;
    this.versions = List.copyOf(versions);
  }

  /** One transaction; it is committed if it returns. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work, and leaves the commit to the store. */
    T on(Connection connection) throws SQLException;
  }

  /** A table's name in this database. */
  public String table(String name) {
    return prefix + name;
  }

  /** The work's result, when it has been committed. */
  public <T> T transact(Work<T> work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      prepare();
      try {
        return connections.transact(work);
      } catch (SQLException e) {
        if (attempt == LOOKS || !hidesTables(e)) {
          throw e;
        }
        ready = false;
      }
    }
  }

  /** H2 shows no table for a moment to others while one process changes it. */
  private static boolean hidesTables(SQLException e) {
    return NO_SUCH_TABLE.equals(e.getSQLState());
  }

  /** The same for what others may do, too: false where somebody else went first. */
  public boolean winsRace(Work<Boolean> change) throws SQLException {
    try {
      return transact(change);
    } catch (SQLException e) {
      // A key that is taken and a deadlock both mean that.
      if (hasClass(e, "23") || hasClass(e, "40")) {
        return false;
      }
      throw e;
    }
  }

  /** Runs a change; says how many rows it changed. */
  public static int execute(Connection connection, String sql, List<?> values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** A statement with its values, within a time limit. */
  public static PreparedStatement prepare(Connection connection, String sql, List<?> values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  @Override
  public void close() {
    connections.close();
  }

  /** Looks first: where the tables are as they must be, the login needs no right to make any. */
  private void prepare() throws SQLException {
    if (!ready) {
      for (TableVersion version : versions) {
        prepare(version);
      }
      ready = true;
    }
  }

  private void prepare(TableVersion version) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        connections.transact(connection -> probe(connection, version));
        return;
      } catch (SQLException e) {
        if (!create || attempt == CREATE_ATTEMPTS || hasClass(e, "08") || hasClass(e, "28")) {
          throw e;
        }
        take(version, attempt);
      }
    }
  }

  private void take(TableVersion version, int attempt) throws SQLException {
    try {
      connections.transact(connection -> run(connection, version));
    } catch (SQLException e) {
      // Two processes that take the same step disturb each other; the next look tells.
      if (attempt == CREATE_ATTEMPTS - 1) {
        throw e;
      }
      pause(attempt);
    }
  }

  /** Each for another while, or they would disturb each other again. */
  private static void pause(int attempt) throws SQLException {
    try {
      Thread.sleep(
          ThreadLocalRandom.current().nextInt(1 + Math.min(attempt, 5) * LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the tables were made", "57014", e);
    }
  }

  private boolean probe(Connection connection, TableVersion version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery(spelled(version.probe(), connection)).close();
      return true;
    }
  }

  private boolean run(Connection connection, TableVersion version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : version.statements()) {
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

  private static boolean hasClass(SQLException e, String code) {
    return e.getSQLState() != null && e.getSQLState().startsWith(code);
  }
}

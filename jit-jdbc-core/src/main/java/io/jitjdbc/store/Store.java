package io.jitjdbc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Tables in a database that several processes share. They are looked for before the first use, and
 * made or changed where they are not as this release needs them. Thread-safe.
 */
public final class Store implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 10;
  private static final int LOOKS = 5;
  private static final String NO_SUCH_TABLE = "42S02";

  private final Transactions connections;
  private final String prefix;
  private final boolean create;
  private final Migration migration;
  private volatile boolean ready;

  Store(Transactions connections, String prefix, boolean create, List<TableVersion> versions) {
    this.connections = connections;
    this.prefix = prefix;
    this.create = create;
    this.migration = new Migration(connections, prefix, versions);
  }

  /**
   * Tables behind a pool, which is not closed with the store; missing ones are created.
   *
   * @param prefix what the names of the tables start with
   * @param versions every step in the life of the tables, oldest first
   */
  public static Store over(DataSource pool, String prefix, List<TableVersion> versions) {
    return new Store(new PooledConnections(pool), prefix, true, versions);
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

  private void prepare() throws SQLException {
    if (!ready) {
      migration.run(create);
      ready = true;
    }
  }

  private static boolean hasClass(SQLException e, String code) {
    return e.getSQLState() != null && e.getSQLState().startsWith(code);
  }
}

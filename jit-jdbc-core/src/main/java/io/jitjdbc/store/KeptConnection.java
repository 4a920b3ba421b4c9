package io.jitjdbc.store;

import io.jitjdbc.delegate.DelegateDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions, and keeps one connection between them.
 *
 * <p>Statements that wait look at their requests again and again: a login each would be most of the
 * work. Yet a connection serves one at a time, and nobody may wait for another's I/O: who finds the
 * kept one taken opens one more, and of those that come back one is kept.
 */
final class KeptConnection implements Transactions {
  private static final int VALIDATION_SECONDS = 5;

  private final String url;
  private final String driverClass;
  private final Login login;
  private final AtomicReference<@Nullable Connection> kept = new AtomicReference<>();
  private volatile boolean closed;

  KeptConnection(String url, String driverClass, Login login) {
    this.url = url;
    this.driverClass = driverClass;
    this.login = login;
  }

  @Override
  public <T> T transact(Store.Work<T> work) throws SQLException {
    Connection connection = take();
    boolean done = false;
    try {
      T result = work.on(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (done) {
        keep(connection);
      } else {
        abandon(connection);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    drop(kept.getAndSet(null));
  }

  private Connection take() throws SQLException {
    if (closed) {
      throw new SQLException("the store is closed", "08003");
    }
    Connection connection = kept.getAndSet(null);
    if (connection != null && connection.isValid(VALIDATION_SECONDS)) {
      return connection;
    }
    drop(connection);
    return open();
  }

  private Connection open() throws SQLException {
    Connection connection = DelegateDriver.find(url, driverClass).connect(url, login.properties());
    boolean ready = false;
    try {
      connection.setAutoCommit(false);
      // A step is counted on what is committed now, not on what a snapshot remembers.
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        drop(connection);
      }
    }
  }

  private void keep(Connection connection) {
    if (!kept.compareAndSet(null, connection)) {
      drop(connection);
    } else if (closed) {
      drop(kept.getAndSet(null));
    }
  }

  /** Some databases commit what is open when a connection is closed. */
  private static void abandon(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The failure that led here says more, and a broken connection has rolled back already.
    } finally {
      drop(connection);
    }
  }

  private static void drop(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // Nothing depends on it any more.
    }
  }
}

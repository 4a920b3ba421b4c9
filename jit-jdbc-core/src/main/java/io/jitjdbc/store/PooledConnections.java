package io.jitjdbc.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A connection of somebody else's pool for each transaction; the pool is left open. */
final class PooledConnections implements Transactions {
  private final DataSource pool;

  PooledConnections(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public <T> T transact(Store.Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      boolean commits = connection.getAutoCommit();
      connection.setAutoCommit(false);
      // A step is counted on what is committed now, not on what a snapshot remembers.
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      boolean done = false;
      try {
        T result = work.on(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(commits);
      }
    }
  }

  @Override
  public void close() {}
}

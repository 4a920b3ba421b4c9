package io.jitjdbc.store;

import java.sql.SQLException;

/** Runs transactions on connections that it has from somewhere. Thread-safe. */
interface Transactions extends AutoCloseable {

  /** The work's result, when it has been committed. */
  <T> T transact(Store.Work<T> work) throws SQLException;

  @Override
  void close();
}

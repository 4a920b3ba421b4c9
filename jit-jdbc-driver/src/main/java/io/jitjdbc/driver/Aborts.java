package io.jitjdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tears a physical connection down without waiting for it. */
final class Aborts {
  private static final Logger LOG = LoggerFactory.getLogger(Aborts.class);

  private Aborts() {}

  static void abort(Connection raw) {
    Executor aside =
        work -> {
          var thread = new Thread(work, "jit-abort");
          thread.setDaemon(true);
          thread.start();
        };
    try {
      raw.abort(aside);
    } catch (SQLException e) {
      // Nothing more can be done from here; no statement of ours will use it again.
      LOG.warn(
          "A connection whose lease is over could not be aborted (SQLSTATE {})", e.getSQLState());
    }
  }
}

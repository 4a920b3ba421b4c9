package io.jitjdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tears one physical connection down, without the caller waiting for it. What runs on it is
 * cancelled first: a server does not notice that nobody listens any more until it has something to
 * say, and goes on working for somebody whose time is over.
 */
final class Aborts {
  private static final Logger LOG = LoggerFactory.getLogger(Aborts.class);
  private static final Duration LONGEST_CANCEL = Duration.ofSeconds(1);

  private final Connection raw;

  // Set for each statement, so without a fence; whoever ends the connection gets there by one.
  private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();

  Aborts(Connection raw) {
    this.raw = raw;
  }

  /** The statement runs now; null if none does. */
  void running(@Nullable Statement statement) {
    running.setRelease(statement);
  }

  /** Cancels what runs and aborts the connection. */
  void abort() {
    aside(
        "jit-abort",
        () -> {
          cancelRunning();
          abortNow();
        });
  }

  /** Asking the server may take as long as reaching it does. */
  private void cancelRunning() {
    Statement statement = running.get();
    if (statement == null) {
      return;
    }
    Thread cancelling = aside("jit-cancel", () -> cancel(statement));
    try {
      cancelling.join(LONGEST_CANCEL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A statement whose lease is over could not be cancelled", e);
    }
  }

  private void abortNow() {
    try {
      raw.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      // Nothing more can be done from here; no statement of ours will use it again.
      LOG.warn("A connection whose lease is over could not be aborted", e);
    }
  }

  private static Thread aside(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

package io.jitjdbc.driver.catalog;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of the same login beside the application's, which never sees them. Each is lent to
 * one question at a time; one is kept for the next. Nobody waits for another's: who finds none
 * opens one. Thread-safe.
 */
public final class SideConnections {
  private static final Logger LOG = LoggerFactory.getLogger(SideConnections.class);

  /** What a question still has to take away after the end; it takes milliseconds. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final int SECONDS_TO_ANSWER = 2;

  private final Opening opening;
  private final AtomicReference<@Nullable Connection> kept = new AtomicReference<>();
  private final Set<Connection> lent = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /**
   * Opens none yet.
   *
   * @param opening opens a connection as the application's own was opened
   */
  public SideConnections(Opening opening) {
    this.opening = requireNonNull(opening);
  }

  /** Opens a connection as the application's own was opened; may block on the network. */
  @FunctionalInterface
  public interface Opening {
    /** A connection of the caller's own. */
    Connection open() throws SQLException;
  }

  /** What is done once with each. */
  @FunctionalInterface
  interface Preparation {
    void prepare(Connection fresh) throws SQLException;
  }

  /** One for the caller alone, to be given back or let go. */
  Connection take(Preparation preparation) throws SQLException {
    if (ended) {
      throw new SQLException("the connection that this one stands beside is over", "08003");
    }
    Connection found = kept.getAndSet(null);
    if (found != null) {
      lent.add(found);
      // The server may have closed it meanwhile.
      if (found.isValid(SECONDS_TO_ANSWER)) {
        return found;
      }
      letGo(found);
    }
    return opened(preparation);
  }

  private Connection opened(Preparation preparation) throws SQLException {
    Connection fresh = opening.open();
    lent.add(fresh);
    boolean prepared = false;
    try {
      preparation.prepare(fresh);
      prepared = true;
      return fresh;
    } finally {
      if (!prepared) {
        letGo(fresh);
      }
    }
  }

  /** It is as it was before, and may serve another. */
  void giveBack(Connection connection) {
    lent.remove(connection);
    if (!kept.compareAndSet(null, connection)) {
      close(connection);
    } else if (ended && kept.compareAndSet(connection, null)) {
      close(connection);
    }
  }

  /** It is not as it was before. */
  void letGo(Connection connection) {
    lent.remove(connection);
    close(connection);
  }

  /**
   * Closes all of them, and lets no more be opened. Never waits: a question that is being answered
   * may still take away what it made, and is torn down if that takes long.
   */
  public void end() {
    ended = true;
    Connection idle = kept.getAndSet(null);
    if (idle != null || !lent.isEmpty()) {
      var thread = new Thread(() -> tearDown(idle), "jit-abort");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void tearDown(@Nullable Connection idle) {
    if (idle != null) {
      close(idle);
    }
    try {
      Thread.sleep(lent.isEmpty() ? 0 : GRACE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lent.forEach(SideConnections::abort);
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.warn("A side connection could not be aborted (SQLSTATE {})", e.getSQLState());
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A side connection could not be closed (SQLSTATE {})", e.getSQLState());
    }
  }
}

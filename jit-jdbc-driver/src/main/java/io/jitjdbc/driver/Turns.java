package io.jitjdbc.driver;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps what was decided and what runs together: while one thread is between the two, no other may
 * change the statement, its values or the schema that its names are looked up in. Nobody waits for
 * a turn, because a decision may wait for people: whoever comes at the wrong time is refused.
 */
final class Turns {
  private static final int ALONE = -1;

  private final AtomicInteger inside = new AtomicInteger();

  /** What needs its turn. */
  @FunctionalInterface
  interface Work<R> {
    R run() throws SQLException;
  }

  /** Runs beside others of this kind. */
  <R> R shared(Work<R> work) throws SQLException {
    int before = inside.getAndUpdate(count -> count == ALONE ? ALONE : count + 1);
    if (before == ALONE) {
      throw inUse();
    }
    try {
      return work.run();
    } finally {
      inside.decrementAndGet();
    }
  }

  /** Runs while nobody else does. */
  <R> R alone(Work<R> work) throws SQLException {
    if (!inside.compareAndSet(0, ALONE)) {
      throw inUse();
    }
    try {
      return work.run();
    } finally {
      inside.set(0);
    }
  }

  private static SQLException inUse() {
    return Refusals.denied(
        "another thread is using this object for a statement that is being decided or run; give"
            + " each thread its own");
  }
}

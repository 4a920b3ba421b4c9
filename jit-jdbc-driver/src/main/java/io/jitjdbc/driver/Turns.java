package io.jitjdbc.driver;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Keeps what was decided and what runs together: while one thread is between the two, no other may
 * change the statement, its values or the schema that its names are looked up in. Nobody waits for
 * a turn, because a decision may wait for people: whoever comes at the wrong time is refused.
 */
final class Turns {
  private static final int ALONE = -1;

  // Every statement and result has one of these, which this way is no second object.
  private static final AtomicIntegerFieldUpdater<Turns> INSIDE =
      AtomicIntegerFieldUpdater.newUpdater(Turns.class, "inside");

  private volatile int inside;

  /** What needs its turn. */
  @FunctionalInterface
  interface Work<R> {
    R run() throws SQLException;
  }

  /** Begins a turn beside others of this kind; {@link #endShared} must follow. */
  void beginShared() throws SQLException {
    int count = inside;
    while (count == ALONE || !INSIDE.compareAndSet(this, count, count + 1)) {
      if (count == ALONE) {
        throw inUse();
      }
      count = inside;
    }
  }

  void endShared() {
    INSIDE.decrementAndGet(this);
  }

  /** Begins a turn while nobody else has one; {@link #endAlone} must follow. */
  void beginAlone() throws SQLException {
    if (!INSIDE.compareAndSet(this, 0, ALONE)) {
      throw inUse();
    }
  }

  /** Begins a turn if nobody has one; {@link #endAlone} must follow then. */
  boolean tryAlone() {
    return INSIDE.compareAndSet(this, 0, ALONE);
  }

  /** Without a fence: whoever begins next sees all that was done, and nobody waits for it. */
  void endAlone() {
    INSIDE.lazySet(this, 0);
  }

  /** Runs while nobody else does. */
  <R> R alone(Work<R> work) throws SQLException {
    beginAlone();
    try {
      return work.run();
    } finally {
      endAlone();
    }
  }

  private static SQLException inUse() {
    return Refusals.denied(
        "another thread is using this object for a statement that is being decided or run; give"
            + " each thread its own");
  }
}

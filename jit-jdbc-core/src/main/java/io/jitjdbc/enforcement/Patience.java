package io.jitjdbc.enforcement;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The willingness of one statement to wait for people. Whoever cancels or closes the statement ends
 * the wait at once and never waits itself.
 */
public final class Patience {
  private static final Wait NOBODY_WAITS = new Wait();

  private final BooleanSupplier holdsWrites;
  private volatile Wait current = NOBODY_WAITS;
  private volatile String overBecause = "";

  /** One wait; each statement execution has its own, so an old cancel does not end a later one. */
  private static final class Wait {
    private final Semaphore signal = new Semaphore(0);
    private volatile String reason = "";
    private volatile boolean ended;

    private void end(String why) {
      reason = why;
      ended = true;
      signal.release();
    }
  }

  /** Of a statement that keeps nobody else waiting. */
  public Patience() {
    this(() -> false);
  }

  /**
   * @param holdsWrites whether the statement's transaction has written, and others may wait for it
   */
  public Patience(BooleanSupplier holdsWrites) {
    this.holdsWrites = holdsWrites;
  }

  boolean holdsWrites() {
    return holdsWrites.getAsBoolean();
  }

  /** Ends the present wait, if there is one. Never blocks. */
  public void end(String reason) {
    Wait wait = current;
    if (wait != NOBODY_WAITS) {
      wait.end(reason);
    }
  }

  /** Ends the present wait and every later one as soon as it begins. Never blocks. */
  void endForGood(String reason) {
    overBecause = reason;
    end(reason);
  }

  void begin() {
    current = new Wait();
    String reason = overBecause;
    if (!reason.isEmpty()) {
      end(reason);
    }
  }

  void finish() {
    current = NOBODY_WAITS;
  }

  /** What ends a pause of the present wait, but not the wait. Never blocks. */
  Runnable alarm() {
    return current.signal::release;
  }

  /** Pauses, for less if there is an alarm; the reason if somebody ended the wait meanwhile. */
  Optional<String> pause(Duration time) {
    Wait wait = current;
    try {
      if (!wait.ended && wait.signal.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
        // Several alarms are one.
        wait.signal.drainPermits();
      }
      return wait.ended ? Optional.of(wait.reason) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the thread was interrupted");
    }
  }
}

package io.jitjdbc.enforcement;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String reason = "";
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
      wait.reason = reason;
      wait.ended.countDown();
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

  /** Pauses; the reason if somebody ended the wait meanwhile. */
  Optional<String> pause(Duration time) {
    Wait wait = current;
    try {
      boolean ended = wait.ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
      return ended ? Optional.of(wait.reason) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the thread was interrupted");
    }
  }
}

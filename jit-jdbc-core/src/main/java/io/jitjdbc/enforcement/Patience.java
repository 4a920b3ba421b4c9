package io.jitjdbc.enforcement;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The willingness of one statement to wait for people. Whoever cancels or closes the statement ends
 * the wait at once and never waits itself.
 */
public final class Patience {
  private final AtomicReference<Wait> current = new AtomicReference<>(Wait.NONE);

  /** One wait at a time; each has its own latch, so an old cancel does not end a later wait. */
  private record Wait(CountDownLatch ended, AtomicReference<String> reason) {
    static final Wait NONE = begin();

    static Wait begin() {
      return new Wait(new CountDownLatch(1), new AtomicReference<>(""));
    }
  }

  /** Ends the present wait, if there is one. Never blocks. */
  public void end(String reason) {
    Wait wait = current.get();
    if (wait != Wait.NONE) {
      wait.reason().compareAndSet("", reason);
      wait.ended().countDown();
    }
  }

  void begin() {
    current.set(Wait.begin());
  }

  void finish() {
    current.set(Wait.NONE);
  }

  /** Pauses; the reason if somebody ended the wait meanwhile. */
  Optional<String> pause(Duration time) {
    Wait wait = current.get();
    try {
      boolean ended = wait.ended().await(time.toNanos(), TimeUnit.NANOSECONDS);
      return ended ? Optional.of(wait.reason().get()) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the thread was interrupted");
    }
  }
}

package io.jitjdbc.audit.recording;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An item on its way into the log, with the thread that waits for it, if one does. */
final class Pending {
  private final Item item;
  private final @Nullable Thread waiter;

  /** Empty once the item is kept; null as long as nothing is known. */
  private volatile @Nullable String outcome;

  private Pending(Item item, @Nullable Thread waiter) {
    this.item = item;
    this.waiter = waiter;
  }

  /** One that this thread will wait for. */
  static Pending awaited(Item item) {
    return new Pending(item, Thread.currentThread());
  }

  /** One that nobody waits for. */
  static Pending unattended(Item item) {
    return new Pending(item, null);
  }

  Item item() {
    return item;
  }

  boolean isAwaited() {
    return waiter != null;
  }

  /** Says what became of it: empty if it is kept, else why not. */
  void settle(String result) {
    outcome = result;
    LockSupport.unpark(waiter);
  }

  /**
   * What became of it; that it takes too long if nothing did. An interrupt does not end the wait:
   * who was interrupted still has to know.
   */
  String await(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    boolean interrupted = Thread.interrupted();
    String result = outcome;
    while (result == null) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        result = "it took longer than " + atMost.toSeconds() + " s to write it";
      } else {
        LockSupport.parkNanos(this, left);
        interrupted |= Thread.interrupted();
        result = outcome;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result;
  }
}

package io.jitjdbc.enforcement;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Something to do when the JVM goes down before anybody closed us; within a few seconds. */
final class AtExit {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Runnable work;
  private final AtomicReference<@Nullable Thread> armed = new AtomicReference<>();

  AtExit(Runnable work) {
    this.work = work;
  }

  /** From now on it is done; may be called again and again. */
  void arm() {
    if (armed.get() != null) {
      return;
    }
    var hook = new Thread(this::run, "jit-at-exit");
    if (armed.compareAndSet(null, hook)) {
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It goes down already: the broker ends what is left by itself.
        armed.set(null);
      }
    }
  }

  /** Lets go of the hook, which would keep our class loader alive. */
  void disarm() {
    Thread hook = armed.getAndSet(null);
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It runs at this moment, and whoever closes us does the same work.
      }
    }
  }

  private void run() {
    var worker = new Thread(work, "jit-at-exit-work");
    worker.setDaemon(true);
    worker.start();
    try {
      worker.join(LONGEST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.jitjdbc.audit.recording;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends the log in good order when a program ends that closes nothing, so that it does not look as
 * if it had been killed. Others have something to record at that time too: they get a moment.
 */
final class SealAtExit {
  private static final long MOMENT_MILLIS = 300;

  private final LogWriter writer;
  private final AtomicReference<@Nullable Thread> armed = new AtomicReference<>();

  SealAtExit(LogWriter writer) {
    this.writer = writer;
  }

  void arm() {
    if (armed.get() == null) {
      var hook = new Thread(this::run, "jit-recording-at-exit");
      if (armed.compareAndSet(null, hook)) {
        try {
          Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
          // It goes down already: a hook that is made now would not run.
          armed.set(hook);
        }
      }
    }
  }

  void disarm() {
    Thread hook = armed.getAndSet(null);
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It runs at this moment, and does the same.
      }
    }
  }

  private void run() {
    try {
      Thread.sleep(MOMENT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.close();
  }
}

package io.jitjdbc.approval.slack;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a service. It is a daemon, and not there before it is needed. */
final class SlackThread {
  private static final Logger LOG = LoggerFactory.getLogger(SlackThread.class);
  private static final int MOST_TASKS = 1000;
  private static final long FAREWELL_MILLIS = 2000;

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>(MOST_TASKS);
  private final Duration pause;
  private volatile boolean closed;
  private @Nullable Thread thread;

  SlackThread(Duration pause) {
    this.pause = pause;
  }

  /**
   * Starts, unless it has been started or ended.
   *
   * @param beat is run between tasks, and at least after each pause
   */
  synchronized void start(Runnable beat) {
    if (!isRunning() && !closed) {
      var started = new Thread(() -> run(beat), "jit-slack");
      started.setDaemon(true);
      started.start();
      thread = started;
    }
  }

  /** Whether the task will be run; never waits. */
  synchronized boolean takes(Runnable task) {
    return isRunning() && !closed && tasks.offer(task);
  }

  private boolean isRunning() {
    return thread != null && thread.isAlive();
  }

  /** Ends when the tasks so far are done, or soon. */
  void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
      // Or it would sleep to the end of its pause.
      tasks.offer(() -> {});
    }
    if (running == null || running.equals(Thread.currentThread())) {
      return;
    }
    try {
      running.join(FAREWELL_MILLIS);
      if (running.isAlive()) {
        running.interrupt();
        running.join(FAREWELL_MILLIS);
      }
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable beat) {
    try {
      while (!closed) {
        attempt(beat);
        Runnable task = tasks.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (task != null) {
          attempt(task);
        }
      }
      for (Runnable rest = tasks.poll(); rest != null; rest = tasks.poll()) {
        attempt(rest);
      }
    } catch (InterruptedException e) {
      // The service is closed.
    }
  }

  /** One task that falls must not end the thread: nobody would be heard any more. */
  private static void attempt(Runnable task) throws InterruptedException {
    try {
      task.run();
    } catch (RuntimeException e) {
      // Without its text, which may quote what somebody sent.
      LOG.warn("something about Slack failed: {}", e.getClass().getName());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}

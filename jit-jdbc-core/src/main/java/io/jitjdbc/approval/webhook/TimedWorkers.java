package io.jitjdbc.approval.webhook;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs each task for a few seconds at most. The interrupt closes the connection that a task reads
 * from: the server itself has no limit for those who send a byte now and then.
 */
final class TimedWorkers implements Executor, AutoCloseable {
  private static final int THREADS = 8;
  private static final int IDLE_SECONDS = 10;

  private final Duration limit;
  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(1, task -> Daemon.of(task, "jit-webhook-alarms"));
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> Daemon.of(task, "jit-webhook-callback"));

  TimedWorkers(Duration limit) {
    this.limit = limit;
    workers.allowCoreThreadTimeOut(true);
    alarms.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    workers.execute(() -> runTimed(task));
  }

  private void runTimed(Runnable task) {
    Thread worker = Thread.currentThread();
    ScheduledFuture<?> alarm =
        alarms.schedule(worker::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      task.run();
    } finally {
      alarm.cancel(false);
      // It may have come at the last moment, and is not for the next task.
      Thread.interrupted();
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    alarms.shutdownNow();
  }
}

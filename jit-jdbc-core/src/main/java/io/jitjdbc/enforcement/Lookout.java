package io.jitjdbc.enforcement;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after things from time to time, for as long as there are some. It has a thread of its own,
 * because a look asks others, and what ends on time must not wait for that.
 */
final class Lookout implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final Duration every;
  private final Look look;
  private final AtomicBoolean out = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor executor;

  /** What is done each time. */
  @FunctionalInterface
  interface Look {
    /** Says whether there is something left to look after. */
    boolean goOn();
  }

  /**
   * @param every zero for never
   * @param name of the thread
   */
  Lookout(Duration every, Look look, String name) {
    this.every = every;
    this.look = look;
    this.executor = new ScheduledThreadPoolExecutor(1, work -> daemon(work, name));
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread daemon(Runnable work, String name) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** There is something to look after; may be said again and again. */
  void begin() {
    if (!every.isZero() && out.compareAndSet(false, true)) {
      schedule();
    }
  }

  private void schedule() {
    if (!executor.isShutdown()) {
      // Nobody waits for it: it reports its own failures.
      Future<?> unused = executor.schedule(this::turn, every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void turn() {
    // Before the look: whatever begins while it looks begins a turn of its own.
    out.set(false);
    boolean more = true;
    try {
      more = look.goOn();
    } catch (RuntimeException e) {
      LOG.error("A look failed; the next one comes in {}", every, e);
    }
    if (more) {
      begin();
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

package io.jitjdbc.spring.server;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Rounds;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Listens to channels while the instance runs, and goes round among requests that wait. By a thread
 * of its own: a channel that does not answer must hold up no lease and no statement.
 */
final class ChannelRounds implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelRounds.class);
  private static final long PAUSE_SECONDS = 1;
  private static final long FAREWELL_SECONDS = 5;

  private final BookApprovals approvals;
  private final Rounds rounds;
  private final boolean needed;
  private volatile ScheduledThreadPoolExecutor thread = thread();
  private volatile boolean running;

  /**
   * @param needed whether there is a channel at all
   */
  ChannelRounds(BookApprovals approvals, Rounds rounds, boolean needed) {
    this.approvals = approvals;
    this.rounds = rounds;
    this.needed = needed;
  }

  private static ScheduledThreadPoolExecutor thread() {
    return new ScheduledThreadPoolExecutor(1, ChannelRounds::daemon);
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "jit-channel-rounds");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public boolean isAutoStartup() {
    return needed;
  }

  /** Or the instance does not start: who answers by a channel would answer in vain. */
  @Override
  public void start() {
    try {
      approvals.listen();
    } catch (RefusedException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    thread = thread();
    var unused =
        thread.scheduleWithFixedDelay(this::go, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    running = true;
  }

  private void go() {
    try {
      rounds.go();
    } catch (RuntimeException e) {
      // Without its text, which may quote what somebody sent; and the next round may go well.
      LOG.error("A round among requests failed: {}", e.getClass().getName());
    }
  }

  /** Interrupts nothing: some databases close a file whose reader is interrupted. */
  @Override
  public void stop() {
    running = false;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A round among requests still goes on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

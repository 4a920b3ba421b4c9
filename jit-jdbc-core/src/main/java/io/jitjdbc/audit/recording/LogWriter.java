package io.jitjdbc.audit.recording;

import io.jitjdbc.audit.AuditUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings items of many threads into one log, in few writes: whatever has queued up while the disk
 * was busy goes there together. Its thread begins with the first item. Thread-safe.
 */
final class LogWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

  private static final int QUEUE = 1024;
  private static final int MOST_CARRIED = 4 * QUEUE;
  private static final long TEND_MILLIS = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final CurrentLog log;
  private final Runnable grew;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  /** What nobody waited for when the log failed; it comes first in the next one. */
  private final List<Pending> carried = new ArrayList<>();

  /** Why nothing can be written at present; empty if it can. */
  private volatile String trouble = "";

  private volatile boolean closed;

  /**
   * @param grew is run when there is more to read; returns at once
   */
  LogWriter(CurrentLog log, Runnable grew) {
    this.log = log;
    this.grew = grew;
  }

  /**
   * Returns when the item, and all that were added before it, are kept.
   *
   * @throws AuditUnavailableException if it cannot be
   */
  void keep(Item item) throws AuditUnavailableException {
    var pending = Pending.awaited(item);
    enqueue(pending);
    String failure = pending.await(PATIENCE);
    if (!failure.isEmpty()) {
      throw unavailable(failure);
    }
  }

  /**
   * Returns when the item is on its way. It is written later if the log fails meanwhile, and lost
   * only with this process.
   *
   * @throws AuditUnavailableException if the log is so far behind that it cannot be taken
   */
  void add(Item item) throws AuditUnavailableException {
    enqueue(Pending.unattended(item));
  }

  /**
   * Whether items that are added will be kept soon.
   *
   * @throws AuditUnavailableException if not
   */
  void requireWell() throws AuditUnavailableException {
    String reason = trouble;
    if (!reason.isEmpty()) {
      throw unavailable(reason);
    }
  }

  private void enqueue(Pending pending) throws AuditUnavailableException {
    if (closed) {
      throw unavailable("the sink is closed");
    }
    boolean taken = queue.offer(pending) || offered(pending);
    if (!taken) {
      throw unavailable("the disk is too slow for what is to be recorded");
    }
    if (thread.get() == null) {
      startThread();
    }
  }

  /** An interrupt does not keep anybody from recording what has happened. */
  private boolean offered(Pending pending) {
    boolean interrupted = false;
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        try {
          return queue.offer(pending, end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static AuditUnavailableException unavailable(String reason) {
    return new AuditUnavailableException(
        "nothing was recorded: "
            + reason
            + ". Statements are refused until this is repaired; then they go on by themselves");
  }

  private void startThread() {
    var fresh = new Thread(this::run, "jit-recording");
    fresh.setDaemon(true);
    if (thread.compareAndSet(null, fresh)) {
      fresh.start();
    }
  }

  private void run() {
    boolean isDone = false;
    try {
      while (!(closed && queue.isEmpty())) {
        Pending first = queue.poll(TEND_MILLIS, TimeUnit.MILLISECONDS);
        turn(first);
      }
      isDone = true;
    } catch (InterruptedException e) {
      // Nobody knows this thread but who wants the whole program to end.
      LOG.warn("The recording log was interrupted; another thread goes on");
    } finally {
      end(isDone);
    }
  }

  private void end(boolean isDone) {
    try {
      if (isDone) {
        log.seal();
      } else {
        log.abandon();
      }
    } catch (IOException e) {
      LOG.error("The recording log was not closed in good order: {}", e.getMessage());
    } finally {
      if (isDone) {
        carried.forEach(each -> lost(each, trouble));
        carried.clear();
      }
      thread.set(null);
      failQueued(isDone ? "the sink is closed" : "its writer died");
    }
  }

  private void failQueued(String reason) {
    for (Pending left = queue.poll(); left != null; left = queue.poll()) {
      if (!left.isAwaited()) {
        lost(left, reason);
      }
      left.settle(reason);
    }
  }

  private void turn(@Nullable Pending first) {
    List<Pending> group = new ArrayList<>(carried);
    if (first != null) {
      group.add(first);
      queue.drainTo(group);
    }
    String failure = "its writer died";
    try {
      if (!group.isEmpty()) {
        log.write(group);
        carried.clear();
      }
      failure = "";
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    } finally {
      trouble = failure;
      settle(group, failure);
    }
    if (failure.isEmpty() && !group.isEmpty()) {
      grew.run();
    }
    tend();
  }

  private void settle(List<Pending> group, String failure) {
    if (!failure.isEmpty()) {
      carried.clear();
      group.stream().filter(each -> !each.isAwaited()).forEach(this::carry);
    }
    group.forEach(each -> each.settle(failure));
  }

  private void carry(Pending unattended) {
    if (carried.size() < MOST_CARRIED) {
      carried.add(unattended);
    } else {
      lost(unattended, trouble);
    }
  }

  private static void lost(Pending unattended, String reason) {
    LOG.error("A record of session {} is lost: {}", unattended.item().session(), reason);
  }

  private void tend() {
    long lines = log.lines();
    try {
      log.tend();
      if (log.lines() != lines) {
        grew.run();
      }
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    }
  }

  /** Writes what is on its way, and ends the log in good order. */
  @Override
  public void close() {
    closed = true;
    Thread writing = thread.get();
    if (writing != null) {
      boolean interrupted = Thread.interrupted();
      try {
        writing.join(GOODBYE.toMillis());
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

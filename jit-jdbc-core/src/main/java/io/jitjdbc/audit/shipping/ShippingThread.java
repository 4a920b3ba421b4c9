package io.jitjdbc.audit.shipping;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a shipper work when there is something to deliver, and rest after failures. */
final class ShippingThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShippingThread.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  // Whoever closes waits so long for the last events, and half a second more for a call to end.
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final Duration HALT = Duration.ofMillis(500);

  private final String name;
  private final Shipper shipper;
  private final Backoff backoff;
  private @Nullable Thread thread;
  private volatile boolean closed;
  private volatile boolean halted;
  private volatile boolean wanted;

  /** Why nothing gets through; empty if it does. */
  private String failing = "";

  /**
   * @param longest pause between two attempts
   */
  ShippingThread(String name, Shipper shipper, Duration longest) {
    this.name = name;
    this.shipper = shipper;
    this.backoff = new Backoff(longest);
  }

  boolean isClosed() {
    return closed;
  }

  /** Begins, unless it has; not before, because whoever only looks at settings needs no thread. */
  synchronized void start() {
    if (thread == null && !closed) {
      thread = new Thread(this::run, "jit-audit-" + name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Somebody waits for what was just recorded. */
  synchronized void hurry() {
    wanted = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    try {
      while (!closed) {
        step();
      }
      sayFarewell();
    } finally {
      shipper.close();
    }
  }

  private void step() {
    try {
      wanted = false;
      boolean more = shipper.round();
      succeeded();
      if (!more && !wanted) {
        LockSupport.parkNanos(this, IDLE.toNanos());
      }
    } catch (UndeliveredException e) {
      rest(failed(e));
    } catch (RuntimeException | LinkageError e) {
      // Whatever it is, it must not end the shipment for as long as the process lives.
      shipper.stumbled(e);
      LOG.error("Audit events are not delivered to {}, by an error of its own", name, e);
      rest(backoff.failed(Duration.ZERO));
    }
  }

  private void succeeded() {
    backoff.succeeded();
    if (!failing.isEmpty()) {
      failing = "";
      LOG.info("Audit events are delivered to {} again", name);
    }
  }

  private Duration failed(UndeliveredException e) {
    if (!failing.equals(e.getMessage())) {
      failing = e.getMessage();
      LOG.warn(
          "Audit events are not delivered to {}, and stay in the log until they can be: {}",
          name,
          e.getMessage());
    }
    return backoff.failed(e.pause());
  }

  private void rest(Duration span) {
    long end = System.nanoTime() + span.toNanos();
    while (!closed && end - System.nanoTime() > 0) {
      LockSupport.parkNanos(this, end - System.nanoTime());
    }
  }

  /** What is left stays in the log, and is delivered by whoever comes next. */
  private void sayFarewell() {
    try {
      boolean more = failing.isEmpty();
      while (more && !halted) {
        more = shipper.round();
      }
    } catch (UndeliveredException | RuntimeException e) {
      LOG.warn("The last audit events stay in the log for now: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    Thread running = stop();
    if (running == null) {
      return;
    }
    if (!joined(running, FAREWELL)) {
      halted = true;
      running.interrupt();
      if (!joined(running, HALT)) {
        LOG.warn("The shipment of audit events to {} does not end; its thread is left alone", name);
      }
    }
  }

  private synchronized @Nullable Thread stop() {
    Thread running = thread;
    if (running == null && !closed) {
      shipper.close();
    }
    closed = true;
    LockSupport.unpark(running);
    return running;
  }

  private static boolean joined(Thread running, Duration limit) {
    try {
      running.join(limit.toMillis());
      return !running.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

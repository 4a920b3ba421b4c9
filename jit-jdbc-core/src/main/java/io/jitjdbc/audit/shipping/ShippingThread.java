package io.jitjdbc.audit.shipping;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a shipper work when there is something to deliver, and rest after failures. */
final class ShippingThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShippingThread.class);
  // Logs of others, and of sinks that do not tell, are looked at now and then.
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LOOK_UNTOLD = Duration.ofMillis(100);
  // Where nobody waits, what comes in quick succession goes together.
  private static final Duration BETWEEN = Duration.ofMillis(100);
  // Whoever closes waits so long for the last events, and half a second more for a call to end.
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final Duration HALT = Duration.ofMillis(500);

  private final String name;
  private final Shipper shipper;
  private final Backoff backoff;
  private volatile boolean told;
  private volatile @Nullable Thread thread;
  private volatile boolean closed;
  private volatile boolean halted;

  /** Somebody waits, there is more, and whether this thread rests until there is. */
  private volatile boolean hurried;

  private volatile boolean wanted;
  private volatile boolean listening;

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

  /** From now on {@link #more} tells of everything that this process writes. */
  void willBeTold() {
    told = true;
  }

  /** Somebody waits for what was just recorded. */
  void hurry() {
    hurried = true;
    more();
    LockSupport.unpark(thread);
  }

  /** There is more to deliver. Never waits, and wakes nobody who is at work. */
  void more() {
    wanted = true;
    if (listening) {
      LockSupport.unpark(thread);
    }
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
      hurried = false;
      boolean more = shipper.round();
      succeeded();
      if (!more) {
        idle();
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

  /**
   * What comes after a while goes at once, and what comes soon a little later, unless it hurries.
   */
  private void idle() {
    long begin = System.nanoTime();
    if (told) {
      park(begin + BETWEEN.toNanos(), () -> hurried);
    }
    // In this order, which is that of the other side turned round: one of them sees the other.
    listening = true;
    park(begin + (told ? LOOK : LOOK_UNTOLD).toNanos(), () -> wanted);
    listening = false;
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
      failing = String.valueOf(e.getMessage());
      LOG.warn(
          "Audit events are not delivered to {}, and stay in the log until they can be: {}",
          name,
          e.getMessage());
    }
    return backoff.failed(e.pause());
  }

  private void rest(Duration span) {
    park(System.nanoTime() + span.toNanos(), () -> false);
  }

  private void park(long end, BooleanSupplier isOver) {
    while (!closed && !isOver.getAsBoolean() && end - System.nanoTime() > 0) {
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

package io.jitjdbc.enforcement;

import io.jitjdbc.credential.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what must end on time. Its one daemon thread starts with the first lease and goes away when
 * there is nothing left to wait for.
 */
final class LeaseTimer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseTimer.class);

  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor executor;
  private final ConcurrentMap<Session, Watch> watched = new ConcurrentHashMap<>();

  LeaseTimer(InstantSource clock) {
    this.clock = clock;
    this.executor = new ScheduledThreadPoolExecutor(1, LeaseTimer::daemon);
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "jit-lease-timer");
    thread.setDaemon(true);
    return thread;
  }

  void at(Instant time, Runnable work) {
    // Nobody waits for it: it reports its own failures.
    Future<?> unused = executor.schedule(guarded(work), delayMillis(time), TimeUnit.MILLISECONDS);
  }

  /** Aborts the session's connection when its lease ends, or when everything does. */
  void watch(Session session, Instant end, Runnable abort) {
    var watch = new Watch(session, abort);
    watched.put(session, watch);
    look(watch, end);
  }

  private void look(Watch watch, Instant end) {
    watch.pending =
        executor.schedule(
            guarded(() -> endIfOver(watch, end)), delayMillis(end), TimeUnit.MILLISECONDS);
  }

  /** The lease may have been renewed meanwhile. */
  private void endIfOver(Watch watch, Instant end) {
    Instant latest = watch.session.tenure().leaseEnd();
    if (latest.isAfter(end)) {
      look(watch, latest);
    } else {
      watch.end(Tenure.EXPIRED);
    }
  }

  /** Ends every session that has the lease. */
  void end(Lease lease, String reason) {
    for (Watch watch : List.copyOf(watched.values())) {
      if (watch.session.has(lease)) {
        guarded(() -> watch.end(reason)).run();
      }
    }
  }

  void forget(Session session) {
    Watch watch = watched.remove(session);
    if (watch != null && watch.pending != null) {
      watch.pending.cancel(false);
    }
  }

  /** Ends every session that is still open. */
  @Override
  public void close() {
    executor.shutdownNow();
    List.copyOf(watched.values()).forEach(watch -> guarded(() -> watch.end("closed")).run());
  }

  /** An open session and how its connection is torn down. */
  private static final class Watch {
    private final Session session;
    private final Runnable abort;
    private volatile @Nullable Future<?> pending;

    Watch(Session session, Runnable abort) {
      this.session = session;
      this.abort = abort;
    }

    void end(String reason) {
      session.end(reason);
      abort.run();
    }
  }

  private long delayMillis(Instant time) {
    return Math.max(0, Duration.between(clock.instant(), time).toMillis());
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        // The thread must live to end the others; the session is marked as ended in any case.
        LOG.error("A lease's end could not be carried out", e);
      }
    };
  }
}

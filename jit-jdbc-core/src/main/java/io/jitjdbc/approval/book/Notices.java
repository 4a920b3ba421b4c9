package io.jitjdbc.approval.book;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people by the channel what is due, once among all processes that share the book: whenever
 * somebody looks at a request, and at the time itself for those that this process knows to be open.
 * There is a thread only as long as there are such requests. Thread-safe.
 */
final class Notices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final RequestBook book;
  private final Channel channel;
  private final InstantSource clock;

  /** Those that need not be claimed again, because nothing has happened since. */
  private final Cache<Claim, Instant> claimed =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofDays(1)).build();

  private final Map<String, Future<?>> awaited = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  private record Claim(String requestId, int steps, Notice.Kind kind) {}

  Notices(RequestBook book, Channel channel, InstantSource clock) {
    this.book = book;
    this.channel = channel;
    this.clock = clock;
    this.timer = new ScheduledThreadPoolExecutor(1, Notices::daemon);
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "jit-approval-notices");
    thread.setDaemon(true);
    return thread;
  }

  /** Gives what is due, and comes back when there is more. */
  void look(RequestProgress seen) {
    if (!channel.givesNotice()) {
      return;
    }
    Instant now = clock.instant();
    for (Notice notice : seen.dueNotices(now)) {
      give(seen, notice);
    }
    seen.nextNotice(now).ifPresent(at -> await(seen.request().id(), Duration.between(now, at)));
  }

  private void give(RequestProgress seen, Notice notice) {
    var claim = new Claim(seen.request().id(), seen.steps(), notice.kind());
    Instant before = claimed.getIfPresent(claim);
    if (before != null && !before.isBefore(notice.at())) {
      return;
    }
    try {
      if (book.claim(seen, notice)) {
        channel.noticed(seen.request(), notice);
      }
      claimed.put(claim, notice.at());
    } catch (RefusedException e) {
      LOG.warn(
          "people were not told that request {} waits for them: {}",
          seen.request().id(),
          e.getMessage());
    }
  }

  /** Once at a time: whoever waits for the answer looks often. */
  private void await(String id, Duration pause) {
    try {
      awaited.computeIfAbsent(
          id,
          awaitedId ->
              timer.schedule(
                  () -> lookAgain(awaitedId), pause.toMillis() + 1, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      LOG.debug("Nobody is told of request {} at its time: this is closed", id);
    }
  }

  private void lookAgain(String id) {
    awaited.remove(id);
    try {
      Optional<RequestProgress> progress = book.find(id);
      progress.ifPresent(this::look);
    } catch (RefusedException e) {
      LOG.warn("whether request {} still waits for people is not known: {}", id, e.getMessage());
    }
  }

  /** Interrupts nothing: some databases close a file whose reader is interrupted. */
  @Override
  public void close() {
    timer.shutdown();
  }
}

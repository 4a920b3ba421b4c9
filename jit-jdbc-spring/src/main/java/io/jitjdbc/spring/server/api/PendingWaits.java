package io.jitjdbc.spring.server.api;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.RequestBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Answers that are held back while people think. However many wait, the book is looked at once at a
 * time, and none of them keeps a thread. Thread-safe.
 */
final class PendingWaits {
  private static final Logger LOG = LoggerFactory.getLogger(PendingWaits.class);
  private static final int MOST = 10_000;

  private final RequestBook book;
  private final InstantSource clock;
  private final Map<Long, Wait> waiting = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  private record Wait(String id, Instant end, Runnable answer) {}

  PendingWaits(RequestBook book, InstantSource clock) {
    this.book = book;
    this.clock = clock;
  }

  /**
   * Answers when the request is pending no more, or after that time; at once if too many wait.
   *
   * @param answer must not throw
   */
  void until(Duration atMost, String id, Runnable answer) {
    if (waiting.size() >= MOST) {
      answer.run();
      return;
    }
    waiting.put(numbers.incrementAndGet(), new Wait(id, clock.instant().plus(atMost), answer));
  }

  @Scheduled(fixedDelay = 250)
  void look() {
    if (waiting.isEmpty()) {
      return;
    }
    Set<String> pending = pending();
    Instant now = clock.instant();
    waiting.forEach(
        (number, wait) -> {
          if (!pending.contains(wait.id()) || !now.isBefore(wait.end())) {
            waiting.remove(number);
            wait.answer().run();
          }
        });
  }

  /** While nobody can tell, all of them are; whoever waits gets the error at the end. */
  private Set<String> pending() {
    try {
      Instant now = clock.instant();
      return book.open(now).stream()
          .filter(progress -> !progress.request().isEmergency())
          .filter(progress -> progress.needsPeople(now))
          .map(RequestProgress::request)
          .map(request -> request.id())
          .collect(Collectors.toSet());
    } catch (RefusedException e) {
      LOG.warn("Waiting requests cannot be looked up: {}", e.getMessage());
      return waiting.values().stream().map(Wait::id).collect(Collectors.toSet());
    }
  }
}

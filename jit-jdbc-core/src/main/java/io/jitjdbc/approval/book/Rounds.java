package io.jitjdbc.approval.book;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after all requests that wait, for a host where nobody's own thread does: asks channels for
 * answers, tells people who were not told, and gives notices at their time. Thread-safe.
 */
public final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /** Longer than whoever files a request takes to tell people of it. */
  private static final Duration TELLING = Duration.ofMinutes(2);

  private static final int SPREAD_MILLIS = 60_000;

  private final RequestBook book;
  private final BookApprovals approvals;
  private final InstantSource clock;

  /** Of several processes, one comes first; the others find that people were told. */
  private final Duration patience =
      TELLING.plusMillis(ThreadLocalRandom.current().nextInt(SPREAD_MILLIS));

  private final Cache<String, Boolean> told =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)).build();

  /** What went wrong with which request is said once in a while. */
  private final Cache<String, String> reported =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)).build();

  /**
   * @param approvals over that book
   */
  public Rounds(RequestBook book, BookApprovals approvals, InstantSource clock) {
    this.book = book;
    this.approvals = approvals;
    this.clock = clock;
  }

  /** Goes round once. Never throws what one request or the book refuses. */
  public void go() {
    try {
      Instant now = clock.instant();
      for (RequestProgress seen : book.open(now)) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        if (seen.needsPeople(now)) {
          look(seen, now);
        }
      }
    } catch (RefusedException e) {
      report("", "Requests that wait cannot be looked after", e);
    }
  }

  private void look(RequestProgress seen, Instant now) {
    try {
      if (!now.isBefore(seen.request().filedAt().plus(patience))) {
        makeUp(seen);
      }
      approvals.lookAfter(seen);
    } catch (RefusedException e) {
      report(seen.request().id(), "Request " + seen.request().id() + " cannot be looked after", e);
    }
  }

  private void makeUp(RequestProgress seen) throws RefusedException {
    if (told.getIfPresent(seen.request().id()) == null) {
      approvals.makeUp(seen);
      told.put(seen.request().id(), true);
    }
  }

  private void report(String name, String what, RefusedException why) {
    String text = String.valueOf(why.getMessage());
    if (!text.equals(reported.asMap().put(name, text))) {
      LOG.warn("{}: {}", what, text);
    }
  }
}

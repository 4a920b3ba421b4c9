package io.jitjdbc.approval.webhook;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import java.time.Duration;
import java.util.regex.Pattern;

/** How often and when to try again, so that it ends within a limit. Not thread-safe. */
final class Patience {
  private static final int MOST_ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(50);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  private final Duration limit;
  private final long begin = System.nanoTime();
  private int attempts = 1;

  Patience(Duration limit) {
    this.limit = limit;
  }

  /** What is left for the next attempt; more than nothing. */
  Duration left() {
    Duration left = limit.minusNanos(System.nanoTime() - begin);
    return left.compareTo(SHORTEST_ATTEMPT) < 0 ? SHORTEST_ATTEMPT : left;
  }

  /**
   * Waits before another attempt; says no if there is no time for one.
   *
   * @param retryAfter seconds that the other end asks for; empty if it does not
   */
  boolean pause(String retryAfter) throws RefusedException {
    Duration span =
        SECONDS.matcher(retryAfter).matches()
            ? Duration.ofSeconds(Long.parseLong(retryAfter))
            : FIRST_PAUSE.multipliedBy(1L << (attempts - 1));
    if (attempts == MOST_ATTEMPTS || left().compareTo(span.plus(SHORTEST_ATTEMPT)) <= 0) {
      return false;
    }
    attempts++;
    try {
      Thread.sleep(span.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(
          SqlState.CANCELLED, "interrupted while telling people of an access request");
    }
  }
}

package io.jitjdbc.remote;

import io.jitjdbc.remote.HttpService.Answer;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How often and when to ask a service again, so that all attempts together end within a limit. Not
 * thread-safe.
 */
public final class Attempts {
  private static final int MOST = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  private final Duration limit;
  private final long begin = System.nanoTime();
  private int made = 1;

  /**
   * @param limit from now on
   */
  public Attempts(Duration limit) {
    this.limit = limit;
  }

  /** What is left for the next attempt; more than nothing. */
  public Duration left() {
    Duration left = limit.minusNanos(System.nanoTime() - begin);
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /**
   * Waits before another attempt; says no if there is no time for one.
   *
   * @throws InterruptedIOException if the thread was interrupted, and still is
   */
  public boolean pause() throws InterruptedIOException {
    return pause(FIRST_PAUSE.multipliedBy(1L << (made - 1)));
  }

  /**
   * The same for as many seconds as the service asks, if it does.
   *
   * @throws InterruptedIOException if the thread was interrupted, and still is
   */
  public boolean pause(Answer answer) throws InterruptedIOException {
    String text = answer.headers().getOrDefault("retry-after", "");
    return SECONDS.matcher(text).matches()
        ? pause(Duration.ofSeconds(Long.parseLong(text)))
        : pause();
  }

  private boolean pause(Duration span) throws InterruptedIOException {
    if (made == MOST || left().compareTo(span.plus(SHORTEST)) <= 0) {
      return false;
    }
    made++;
    try {
      Thread.sleep(span.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two attempts");
    }
  }
}

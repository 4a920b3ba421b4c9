package io.jitjdbc.credential.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.remote.HttpService.Answer;
import java.time.Duration;
import java.util.regex.Pattern;

/** How often and when to ask again, so that it ends within a limit. Not thread-safe. */
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

  /** Waits before another attempt; says no if there is no time for one. */
  boolean pause() throws RefusedException {
    return pause(FIRST_PAUSE.multipliedBy(1L << (attempts - 1)));
  }

  /** The same for as long as the service asks. */
  boolean pause(Answer answer) throws RefusedException {
    String text = answer.headers().getOrDefault("retry-after", "");
    return SECONDS.matcher(text).matches()
        ? pause(Duration.ofSeconds(Long.parseLong(text)))
        : pause();
  }

  private boolean pause(Duration span) throws RefusedException {
    if (attempts == MOST_ATTEMPTS || left().compareTo(span.plus(SHORTEST_ATTEMPT)) <= 0) {
      return false;
    }
    attempts++;
    try {
      Thread.sleep(span.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Wording.interrupted();
    }
  }
}

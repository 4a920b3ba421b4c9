package io.jitjdbc.audit.shipping;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to leave the other end alone after failures: twice as long after each, and never the
 * same, so that the processes that an outage has brought in step do not come back in step.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 20;

  private final Duration longest;
  private int failures;

  Backoff(Duration longest) {
    this.longest = longest;
  }

  void succeeded() {
    failures = 0;
  }

  /**
   * The pause after one more failure.
   *
   * @param asked by the other end
   */
  Duration failed(Duration asked) {
    Duration full = FIRST.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
    long most = Math.min(full.toMillis(), longest.toMillis());
    long own = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    long wanted = Math.min(asked.toMillis(), LONGEST_ASKED.toMillis());
    return Duration.ofMillis(Math.max(own, wanted));
  }
}

package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a broker is left alone after it refused, or did not answer: a pool asks many times a
 * second, and would keep a broker from getting up again.
 *
 * @param failures how many in a row
 */
record Rest(SqlState state, String message, Instant until, int failures) {
  static final Rest NONE = new Rest(SqlState.UNREACHABLE, "", Instant.MIN, 0);

  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(3);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
  private static final int MOST_DOUBLINGS = 5;

  boolean isOnAt(Instant now) {
    return now.isBefore(until);
  }

  /** Longer each time that the broker is out of reach, up to a quarter of a minute. */
  Rest after(RefusedException refusal, Instant now) {
    Duration pause =
        refusal.state() == SqlState.UNREACHABLE
            ? AFTER_FAILURE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS))
            : AFTER_REFUSAL;
    return new Rest(refusal.state(), refusal.getMessage(), now.plus(pause), failures + 1);
  }

  /** What it said last, and when it is asked again. */
  RefusedException refusal(Instant now) {
    Duration left = Duration.between(now, until).plusMillis(999);
    return new RefusedException(
        state, message + " (the broker is asked again in " + left.toSeconds() + " s)");
  }
}

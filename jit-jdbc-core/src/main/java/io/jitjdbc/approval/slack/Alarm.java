package io.jitjdbc.approval.slack;

import java.time.Duration;
import java.time.Instant;

/** Calls a whole channel together, but once for the many statements of one emergency. */
final class Alarm {
  private static final Duration QUIET = Duration.ofMinutes(10);

  private Instant quietUntil = Instant.MIN;

  synchronized boolean rings(Instant now) {
    if (now.isBefore(quietUntil)) {
      return false;
    }
    quietUntil = now.plus(QUIET);
    return true;
  }
}

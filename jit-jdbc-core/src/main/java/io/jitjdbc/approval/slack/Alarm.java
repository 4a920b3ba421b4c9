package io.jitjdbc.approval.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Calls a whole channel together, but once for the many statements of one emergency. */
final class Alarm {
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final AtomicReference<Instant> rang = new AtomicReference<>(Instant.EPOCH);

  boolean rings(Instant now) {
    Instant last = rang.get();
    return !now.isBefore(last.plus(QUIET)) && rang.compareAndSet(last, now);
  }
}

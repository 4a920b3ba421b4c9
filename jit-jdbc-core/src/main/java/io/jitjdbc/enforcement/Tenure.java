package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.Lease;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** How long a session may go on: until its lease is over, or until it is ended. Thread-safe. */
final class Tenure {
  private final Lease lease;
  private final InstantSource clock;
  private final AtomicBoolean ended = new AtomicBoolean();

  Tenure(Lease lease, InstantSource clock) {
    this.lease = lease;
    this.clock = clock;
  }

  /** Whether this call ended it. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  boolean lasts() {
    return lastsAt(clock.instant());
  }

  private boolean lastsAt(Instant now) {
    return !ended.get() && now.isBefore(lease.expiresAt());
  }

  /** Does not look at the clock: somebody else ends a session whose time is up. */
  void requireNotEnded() throws RefusedException {
    if (ended.get()) {
      throw over();
    }
  }

  /** Looks at the clock, which takes longer than most of what is done for a known statement. */
  Instant now() throws RefusedException {
    Instant now = clock.instant();
    if (!lastsAt(now)) {
      throw over();
    }
    return now;
  }

  private RefusedException over() {
    return new RefusedException(
        SqlState.LEASE_ENDED,
        "the lease "
            + lease.id()
            + " behind this connection ended at "
            + lease.expiresAt().truncatedTo(ChronoUnit.SECONDS)
            + "; open a new connection (a pool does so by itself)");
  }
}

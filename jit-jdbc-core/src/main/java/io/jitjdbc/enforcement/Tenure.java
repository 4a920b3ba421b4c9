package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How long a session may go on: until its lease is over, or until it is ended. Its last part is for
 * what runs already, so a pool should not lend the connection out any more. Thread-safe.
 */
public final class Tenure {
  /** In hundredths of the time that the lease had left; apart, so that a pool is never empty. */
  private static final int SHORTEST_LAST_PART = 10;

  private static final int LONGEST_LAST_PART = 25;
  private static final String GOES_ON = "";

  /** Why most sessions end that nobody closed. */
  static final String EXPIRED = "lease expired";

  /** Why a session ends before its lease's time that nobody closed. */
  static final String REVOKED = "its lease was revoked";

  private final Leases leases;
  private final InstantSource clock;
  private final AtomicReference<String> ended = new AtomicReference<>(GOES_ON);
  private volatile Term term;

  /** A pool that looks at a connection which it has just opened must not find it too old. */
  private static final Duration YOUTH = Duration.ofSeconds(2);

  private record Term(Lease lease, Instant begin, Instant retireAt) {

    boolean isYoungAt(Instant now) {
      return now.isBefore(begin.plus(YOUTH));
    }
  }

  /** What became of leases. */
  interface Leases {
    /** The same one with its latest end: it may have been renewed. */
    Lease latest(Lease lease);

    /** Whether new connections get it too. */
    boolean isCurrent(Lease lease);
  }

  Tenure(Lease lease, Leases leases, InstantSource clock) {
    this.leases = leases;
    this.clock = clock;
    this.term = term(lease);
  }

  private Term term(Lease lease) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, lease.expiresAt());
    int part = ThreadLocalRandom.current().nextInt(SHORTEST_LAST_PART, LONGEST_LAST_PART + 1);
    return new Term(lease, now, lease.expiresAt().minus(left.multipliedBy(part).dividedBy(100)));
  }

  /** Whether it goes on at this moment. */
  public boolean lasts() {
    return lastsAt(clock.instant());
  }

  /**
   * Whether the connection is good for work that has not begun. Sooner over than the lease, and
   * when a newer lease has replaced it.
   */
  public boolean isWorthLending() {
    Instant now = clock.instant();
    return lastsAt(now)
        && (term.isYoungAt(now) || leases.isCurrent(term.lease()))
        && (now.isBefore(term.retireAt()) || now.isBefore(renewed().retireAt()));
  }

  /**
   * Does nothing while it lasts.
   *
   * @throws RefusedException {@code 08006} from the moment it ends
   */
  public void require() throws RefusedException {
    now();
  }

  /**
   * The same without a look at the clock, so that it may let through what comes in the lease's last
   * millisecond.
   */
  public void requireNotEnded() throws RefusedException {
    if (isEnded()) {
      throw over();
    }
  }

  /** What a statement is refused with that the lease's end cut off; empty before that. */
  public Optional<RefusedException> ending() {
    return isInTime() && !REVOKED.equals(ended.get()) ? Optional.empty() : Optional.of(over());
  }

  private boolean isInTime() {
    return clock.instant().isBefore(leaseEnd());
  }

  /** Whether this call ended it. */
  boolean end(String reason) {
    return ended.compareAndSet(GOES_ON, reason);
  }

  private boolean isEnded() {
    return !GOES_ON.equals(ended.get());
  }

  /** When the lease ends, as far as is known. */
  Instant leaseEnd() {
    return renewed().lease().expiresAt();
  }

  /** Looks at the clock, which takes longer than most of what is done for a known statement. */
  Instant now() throws RefusedException {
    Instant now = clock.instant();
    if (!lastsAt(now)) {
      throw over();
    }
    return now;
  }

  private boolean lastsAt(Instant now) {
    return !isEnded()
        && (now.isBefore(term.lease().expiresAt()) || now.isBefore(renewed().lease().expiresAt()));
  }

  private Term renewed() {
    Term known = term;
    Lease lease = leases.latest(known.lease());
    if (lease.expiresAt().isAfter(known.lease().expiresAt())) {
      known = term(lease);
      term = known;
    }
    return known;
  }

  private RefusedException over() {
    Lease lease = term.lease();
    String what =
        isInTime() && !EXPIRED.equals(ended.get())
            ? "this connection is over (" + ended.get() + ")"
            : "the lease "
                + lease.id()
                + " behind this connection ended at "
                + lease.expiresAt().truncatedTo(ChronoUnit.SECONDS);
    return new RefusedException(
        SqlState.LEASE_ENDED, what + "; open a new connection (a pool does so by itself)");
  }
}

package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.enforcement.LeaseStore.Obtained;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one subject, target and purpose. It is refreshed ahead of its end by whoever opens a
 * connection then; everybody else goes on with the old one meanwhile, and so does everybody while
 * the broker is out of reach. Holds no lock while it waits for the broker.
 */
final class SharedLease {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** In hundredths of a lease's life; apart, so that the leases of a fleet do not end together. */
  private static final int EARLIEST_REFRESH = 60;

  private static final int LATEST_REFRESH = 80;

  /** A lease of which less than this part is left is not worth connecting with. */
  private static final int PART_TO_BE_LEFT = 20;

  private final LeaseSource source;
  private final InstantSource clock;
  private final AtomicReference<@Nullable CompletableFuture<Lease>> asking =
      new AtomicReference<>();
  private volatile @Nullable Held held;
  private volatile Rest rest = Rest.NONE;

  /** A lease and when to look for the next. */
  private record Held(Lease lease, Instant refreshAt) {

    boolean isFreshAt(Instant now) {
      return now.isBefore(refreshAt);
    }

    boolean isGoodAt(Instant now) {
      Duration life = Duration.between(lease.issuedAt(), lease.expiresAt());
      return now.isBefore(lease.expiresAt().minus(life.dividedBy(PART_TO_BE_LEFT)));
    }
  }

  SharedLease(LeaseSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * A lease that has not ended. Callers at the same moment share one call to the broker.
   *
   * @throws RefusedException {@code 28000} or {@code 08001}; the same again for a moment, without
   *     asking, because a pool would ask without end
   */
  Obtained obtain(LeaseRequest request) throws RefusedException {
    Instant now = clock.instant();
    Held known = held;
    if (known != null && known.isFreshAt(now)) {
      return new Obtained(known.lease(), false);
    }
    if (rest.isOnAt(now)) {
      return inSpiteOf(rest.refusal(now), now);
    }
    var mine = new CompletableFuture<Lease>();
    CompletableFuture<Lease> theirs = asking.compareAndExchange(null, mine);
    if (theirs == null) {
      return ask(request, mine);
    }
    return known != null && known.isGoodAt(now)
        ? new Obtained(known.lease(), false)
        : new Obtained(await(theirs), false);
  }

  /** The lease that new connections get at this moment. */
  Optional<Lease> current() {
    Held known = held;
    return known == null ? Optional.empty() : Optional.of(known.lease());
  }

  void forget(Lease lease) {
    Held known = held;
    if (known != null && known.lease().id().equals(lease.id())) {
      held = null;
    }
  }

  /** Whether nothing would be lost with it. */
  boolean isIdleAt(Instant now) {
    Held known = held;
    return (known == null || !known.isGoodAt(now)) && !rest.isOnAt(now) && asking.get() == null;
  }

  private Obtained ask(LeaseRequest request, CompletableFuture<Lease> mine)
      throws RefusedException {
    Held before = held;
    if (before != null && before.isFreshAt(clock.instant())) {
      // Somebody was quicker.
      asking.set(null);
      mine.complete(before.lease());
      return new Obtained(before.lease(), false);
    }
    try {
      Lease lease = next(request, before);
      held = new Held(lease, refreshAt(lease, clock.instant()));
      rest = Rest.NONE;
      mine.complete(lease);
      return new Obtained(lease, before == null || !before.lease().id().equals(lease.id()));
    } catch (RefusedException e) {
      rest = rest.after(e, clock.instant());
      mine.completeExceptionally(e);
      return inSpiteOf(e, clock.instant());
    } finally {
      asking.set(null);
      // Where an error that nobody expected leaves those who wait.
      mine.completeExceptionally(
          new RefusedException(SqlState.UNREACHABLE, "the credential broker failed"));
    }
  }

  private Lease next(LeaseRequest request, @Nullable Held before) throws RefusedException {
    if (before != null && before.isGoodAt(clock.instant())) {
      Optional<Lease> renewed = source.renew(request, before.lease());
      if (renewed.isPresent()) {
        return renewed.get();
      }
    }
    return source.lease(request);
  }

  /** Nobody notices an outage while the old lease lasts; who is refused gets no connection more. */
  private Obtained inSpiteOf(RefusedException refusal, Instant now) throws RefusedException {
    Held known = held;
    if (refusal.state() == SqlState.UNREACHABLE && known != null && known.isGoodAt(now)) {
      return new Obtained(known.lease(), false);
    }
    throw refusal;
  }

  private static Instant refreshAt(Lease lease, Instant now) {
    Duration left = Duration.between(now, lease.expiresAt());
    int part = ThreadLocalRandom.current().nextInt(EARLIEST_REFRESH, LATEST_REFRESH + 1);
    return now.plus(left.multipliedBy(part).dividedBy(100));
  }

  private static Lease await(CompletableFuture<Lease> theirs) throws RefusedException {
    try {
      return theirs.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RefusedException refused
          ? new RefusedException(refused.state(), refused.getMessage())
          : new RefusedException(SqlState.UNREACHABLE, "the credential broker failed");
    } catch (TimeoutException e) {
      throw new RefusedException(
          SqlState.UNREACHABLE, "the credential broker did not answer within " + LONGEST_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(SqlState.UNREACHABLE, "interrupted while waiting for a lease");
    }
  }
}

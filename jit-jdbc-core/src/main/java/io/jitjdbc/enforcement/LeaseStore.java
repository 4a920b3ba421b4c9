package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.policy.PolicyDecisionPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shares leases between the connections of one subject, target, purpose and application, so that a
 * pool which opens ten connections asks the broker once. A lease is shared until a third of its
 * life is left.
 */
final class LeaseStore {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final CredentialBroker broker;
  private final PolicyDecisionPoint policy;
  private final InstantSource clock;
  private final ConcurrentHashMap<LeaseRequest, CompletableFuture<Lease>> leases =
      new ConcurrentHashMap<>();

  LeaseStore(CredentialBroker broker, PolicyDecisionPoint policy, InstantSource clock) {
    this.broker = broker;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * A lease and whether it is new. Callers that ask for the same one at the same moment share one
   * call to the broker; nobody holds a lock meanwhile.
   */
  Obtained obtain(LeaseRequest request, PresentedToken token) throws RefusedException {
    var mine = new CompletableFuture<Lease>();
    while (true) {
      CompletableFuture<Lease> shared = leases.putIfAbsent(request, mine);
      if (shared == null) {
        return new Obtained(fetch(request, token, mine), true);
      }
      Lease lease = await(shared);
      if (isWorthSharing(lease, clock.instant())) {
        return new Obtained(lease, false);
      }
      leases.remove(request, shared);
    }
  }

  /** A lease, and whether this call made the broker issue it. */
  record Obtained(Lease lease, boolean isNew) {}

  /** Stops sharing a lease that is over or that the database did not accept. */
  void forget(LeaseRequest request, Lease lease) {
    leases.computeIfPresent(
        request, (key, future) -> lease.equals(future.getNow(null)) ? null : future);
  }

  /** Every lease that is shared at this moment; none of them is any more. */
  List<Lease> drain() {
    var drained = new ArrayList<Lease>();
    for (LeaseRequest request : List.copyOf(leases.keySet())) {
      CompletableFuture<Lease> future = leases.remove(request);
      if (future != null && future.isDone() && !future.isCompletedExceptionally()) {
        drained.add(future.join());
      }
    }
    return drained;
  }

  private Lease fetch(LeaseRequest request, PresentedToken token, CompletableFuture<Lease> mine)
      throws RefusedException {
    boolean done = false;
    try {
      Lease lease = lease(request, token);
      mine.complete(lease);
      done = true;
      return lease;
    } catch (RefusedException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      if (!done) {
        leases.remove(request, mine);
        mine.completeExceptionally(
            new RefusedException(SqlState.UNREACHABLE, "the credential broker failed"));
      }
    }
  }

  private Lease lease(LeaseRequest request, PresentedToken token) throws RefusedException {
    Lease lease = broker.lease(request, token);
    if (lease.isExpiredAt(clock.instant())) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED, "the credential broker issued a lease that is over");
    }
    try {
      // Before anybody who waits for the lease gets it: they connect under the policy it brought.
      policy.adopt(lease.policy(), request.target());
    } catch (RefusedException e) {
      broker.revoke(lease);
      throw e;
    }
    return lease;
  }

  private static Lease await(CompletableFuture<Lease> shared) throws RefusedException {
    try {
      return shared.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
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

  private static boolean isWorthSharing(Lease lease, Instant now) {
    Duration life = Duration.between(lease.issuedAt(), lease.expiresAt());
    return now.isBefore(lease.expiresAt().minus(life.dividedBy(3)));
  }
}

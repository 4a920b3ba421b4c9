package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shares leases between the connections of one subject, target, purpose and application, so that a
 * pool which opens ten connections asks the broker once.
 */
final class LeaseStore {
  /** Subjects come and go, and say something else as their purpose each time. */
  private static final int MANY = 1_000;

  private final LeaseSource source;
  private final InstantSource clock;
  private final ConcurrentHashMap<LeaseRequest, SharedLease> shared = new ConcurrentHashMap<>();

  LeaseStore(LeaseSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** A lease, and whether this call made the broker issue it. */
  record Obtained(Lease lease, boolean isNew) {}

  /** A lease that has not ended; see {@link SharedLease#obtain}. */
  Obtained obtain(LeaseRequest request) throws RefusedException {
    SharedLease known = shared.get(request);
    if (known == null) {
      forgetIdleOnes();
      known = shared.computeIfAbsent(request, key -> new SharedLease(source, clock));
    }
    return known.obtain(request);
  }

  /** Whether new connections get this lease; if not, the ones that have it are of the past. */
  boolean isCurrent(LeaseRequest request, Lease lease) {
    SharedLease known = shared.get(request);
    return known != null && known.current().filter(now -> now.id().equals(lease.id())).isPresent();
  }

  /** Stops sharing a lease that is over or that the database did not accept. */
  void forget(LeaseRequest request, Lease lease) {
    SharedLease known = shared.get(request);
    if (known != null) {
      known.forget(lease);
    }
  }

  /** Every lease that is shared at this moment; none of them is any more. */
  List<Lease> drain() {
    var drained = new ArrayList<Lease>();
    for (LeaseRequest request : List.copyOf(shared.keySet())) {
      Optional.ofNullable(shared.remove(request))
          .flatMap(SharedLease::current)
          .ifPresent(drained::add);
    }
    return drained;
  }

  private void forgetIdleOnes() {
    if (shared.size() >= MANY) {
      Instant now = clock.instant();
      shared.values().removeIf(lease -> lease.isIdleAt(now));
    }
  }
}

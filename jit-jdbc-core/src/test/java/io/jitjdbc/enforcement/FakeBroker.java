package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Issues leases named lease-1, lease-2 …, unless a test says otherwise. */
final class FakeBroker implements CredentialBroker {
  static final Duration LIFE = Duration.ofMinutes(9);

  private final InstantSource clock;
  private final AtomicInteger issued = new AtomicInteger();
  final List<LeaseRequest> asked = new CopyOnWriteArrayList<>();
  final List<Lease> revoked = new CopyOnWriteArrayList<>();
  volatile Duration life = LIFE;
  volatile Trouble trouble = () -> {};
  volatile boolean closed;
  volatile boolean renewable;

  /** Those that somebody ended from outside. */
  final Set<String> ended = ConcurrentHashMap.newKeySet();

  /** How often it was asked whether a lease stands. */
  final AtomicInteger looks = new AtomicInteger();

  /** What happens before a lease is issued. */
  @FunctionalInterface
  interface Trouble {
    void happen() throws RefusedException;
  }

  FakeBroker(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    asked.add(request);
    trouble.happen();
    int number = issued.incrementAndGet();
    Instant now = clock.instant();
    var credential = new DatabaseCredential("jit_" + number, "secret-" + number);
    // A life below zero: issued so long ago that it is over.
    Instant from = life.isNegative() ? now.plus(life.multipliedBy(2)) : now;
    return new Lease(
        "lease-" + number, credential, from, now.plus(life), Map.of(), "policy-" + number);
  }

  @Override
  public Optional<Lease> renew(Lease lease, LeaseRequest request) {
    Instant later = clock.instant().plus(life);
    return renewable
        ? Optional.of(new Lease(lease.id(), lease.credential(), lease.issuedAt(), later, Map.of()))
        : Optional.empty();
  }

  @Override
  public boolean stands(Lease lease) throws RefusedException {
    looks.incrementAndGet();
    trouble.happen();
    return !ended.contains(lease.id());
  }

  @Override
  public void revoke(Lease lease) {
    revoked.add(lease);
  }

  @Override
  public void close() {
    closed = true;
  }
}

package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Logins of no database, which can be refused, withheld and hard to end. */
final class FakeLogins implements CredentialBroker {
  static final String PASSWORD = "s3cret-";

  final List<LeaseRequest> made = new CopyOnWriteArrayList<>();
  final Set<String> living = ConcurrentHashMap.newKeySet();
  final Set<String> stubborn = ConcurrentHashMap.newKeySet();
  final AtomicInteger attempts = new AtomicInteger();
  final InstantSource clock;
  volatile Duration life = Duration.ofHours(1);
  volatile Runnable before = () -> {};
  volatile Optional<SqlState> refusing = Optional.empty();
  volatile boolean renewing = true;
  volatile String renewedPassword = "";
  volatile boolean closed;

  FakeLogins(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    before.run();
    if (refusing.isPresent()) {
      throw new RefusedException(refusing.get(), "No lease: the moon is not full. Wait for it.");
    }
    String user;
    synchronized (made) {
      made.add(request);
      user = "jit_" + made.size();
    }
    living.add(user);
    return lease("broker/" + user, user, PASSWORD + user);
  }

  private Lease lease(String id, String user, String password) {
    return new Lease(
        id,
        new DatabaseCredential(user, password),
        clock.instant(),
        clock.instant().plus(life),
        Map.of("sslmode", "verify-full"));
  }

  @Override
  public Optional<Lease> renew(Lease lease, LeaseRequest request) {
    String password = lease.credential().revealPassword();
    return renewing
        ? Optional.of(
            lease(
                lease.id(),
                lease.credential().user(),
                renewedPassword.isEmpty() ? password : renewedPassword))
        : Optional.empty();
  }

  @Override
  public void end(Lease lease) throws RefusedException {
    attempts.incrementAndGet();
    String user = lease.credential().user();
    if (stubborn.contains(user)) {
      throw new RefusedException(SqlState.UNREACHABLE, "It does not answer.");
    }
    living.remove(user);
  }

  @Override
  public void close() {
    closed = true;
  }
}

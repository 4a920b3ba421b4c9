package io.jitjdbc.credential.fixed;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.credential.StandingPassword;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Lends the same login to everybody, in leases that end. */
final class FixedCredentialBroker implements CredentialBroker {
  private final String user;
  private final StandingPassword password;
  private final Duration ttl;
  private final InstantSource clock;

  FixedCredentialBroker(String user, StandingPassword password, Duration ttl, InstantSource clock) {
    this.user = user;
    this.password = password;
    this.ttl = ttl;
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    var credential = new DatabaseCredential(user, password.reveal());
    Instant now = clock.instant();
    return new Lease("static-" + UUID.randomUUID(), credential, now, now.plus(ttl), Map.of());
  }
}

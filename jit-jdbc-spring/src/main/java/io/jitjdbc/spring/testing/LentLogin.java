package io.jitjdbc.spring.testing;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Lends the login of the test's database to everybody. */
final class LentLogin implements CredentialBroker {
  private static final Duration TEST = Duration.ofHours(8);

  private final DatabaseCredential credential;
  private final InstantSource clock;

  LentLogin(String user, String password, InstantSource clock) {
    this.credential = new DatabaseCredential(user, password);
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) {
    Instant now = clock.instant();
    return new Lease(UUID.randomUUID().toString(), credential, now, now.plus(TEST), Map.of());
  }
}

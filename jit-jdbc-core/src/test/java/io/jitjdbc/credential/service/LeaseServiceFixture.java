package io.jitjdbc.credential.service;

import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestLeaseService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A lease service, who vouches for its callers, and clients of it. */
final class LeaseServiceFixture implements AutoCloseable {
  static final String TARGET = "jdbc:postgresql://db/shop";
  static final String ISSUER = "https://issuer.example";

  final TestIssuer issuer = TestIssuer.start();
  final TestLeaseService service = TestLeaseService.start(issuer);

  CredentialBroker client(String... settings) {
    return client(InstantSource.system(), settings);
  }

  /** A client whose machine has that clock. */
  CredentialBroker client(InstantSource clock, String... settings) {
    var all = new HashMap<>(Map.of("address", service.address().toString()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new ServiceBrokerProvider(clock).create(SettingValues.of("jit.broker.jit.", all));
  }

  PresentedToken token(String subject) {
    return PresentedToken.of(issuer.sign(claims(subject).build()));
  }

  JWTClaimsSet.Builder claims(String subject) {
    return issuer.claims(subject).issuer(ISSUER);
  }

  /** A token that is good for a moment only. */
  PresentedToken shortToken(String subject, Duration life) {
    Date end = Date.from(InstantSource.system().instant().plus(life));
    return PresentedToken.of(issuer.sign(claims(subject).expirationTime(end).build()));
  }

  static LeaseRequest request(String subject, PresentedToken token) {
    return new LeaseRequest(
        new Subject(ISSUER, subject, subject, Set.of("analysts")),
        TARGET,
        "TICKET-1",
        "reporting",
        token);
  }

  @Override
  public void close() {
    service.close();
    issuer.close();
  }
}

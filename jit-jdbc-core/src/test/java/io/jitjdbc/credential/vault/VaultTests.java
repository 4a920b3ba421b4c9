package io.jitjdbc.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.LoggedText;
import io.jitjdbc.testing.MutableClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A broker in front of a fake Vault, and a look at what is logged meanwhile. */
final class VaultTests implements AutoCloseable {
  final MutableClock clock = new MutableClock();
  final LoggedText logged = LoggedText.record();
  final FakeVault vault;

  VaultTests() {
    this("");
  }

  VaultTests(String namespace) {
    this.vault = FakeVault.start(clock, namespace);
  }

  /** A broker with these settings; the address and the role are given, and empty ones left out. */
  CredentialBroker broker(Map<String, String> changes) {
    var settings =
        new HashMap<>(Map.of("address", vault.address(), "auth.role", "app", "role", "ro"));
    settings.putAll(changes);
    settings.values().removeIf(String::isEmpty);
    return new VaultCredentialBrokerProvider(clock)
        .create(SettingValues.of("jit.broker.vault.", settings));
  }

  /** A request of somebody whose token Vault believes. */
  LeaseRequest request(String person) {
    vault.state.jwts.add(jwt(person));
    vault.secrets.add(jwt(person));
    return request(person, PresentedToken.of(jwt(person)));
  }

  static LeaseRequest request(String person, PresentedToken token) {
    var subject = new Subject("https://issuer.example", person, person, Set.of("analysts"));
    return new LeaseRequest(subject, "jdbc:postgresql://db/shop", "TICKET-1", token);
  }

  static String jwt(String person) {
    return "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI" + person + "In0.c2lnbmF0dXJlLW9mLXRoZS1qd3Q";
  }

  RefusedException refusal(CredentialBroker broker, LeaseRequest request) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(request))
        .satisfies(e -> refusal[0] = e);
    vault.secrets.forEach(secret -> assertThat(refusal[0].getMessage()).doesNotContain(secret));
    return refusal[0];
  }

  /** Fails if a secret was logged, or if Vault was asked for what it does not have. */
  @Override
  public void close() {
    logged.close();
    vault.close();
    vault.secrets.forEach(secret -> assertThat(logged.text()).doesNotContain(secret));
  }
}

package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.Relay;
import io.jitjdbc.testing.Together;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of minted logins that others left behind, and that several are about to end. */
abstract class OrphanContract extends ServerMinting {
  @Test
  void severalInstancesEndTheSameOrphansAtTheSameTime() throws Exception {
    for (int i = 0; i < 12; i++) {
      orphan(Duration.ofMinutes(-2));
    }
    List<CredentialBroker> instances = List.of(with(Map.of()), with(Map.of()), with(Map.of()));
    List<Lease> leases =
        Together.run(3, number -> () -> instances.get(number).lease(requestOf("ann")));

    // What two of them stumbled over together is left to the next lease.
    Lease next = broker.lease(requestOf("bob"));
    assertThat(logins())
        .hasSize(4)
        .contains(next.credential().user(), leases.get(0).credential().user());
  }

  @Test
  void severalInstancesEndTheSameLoginAtTheSameTime() throws Exception {
    for (int i = 0; i < 10; i++) {
      String user = orphan(Duration.ofMinutes(5)).credential().user();
      Together.run(
          4,
          number ->
              () -> {
                try (AdminSession session = administrator().open()) {
                  for (int attempt = 0; !ended(session, user); attempt++) {
                    assertThat(attempt).isLessThan(3);
                  }
                  return true;
                }
              });
      assertThat(logins()).isEmpty();
    }
  }

  private boolean ended(AdminSession session, String user) {
    try {
      recipe().end(session, user);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void leavesLoginsAloneThatAreNotOverOrNotMinted() throws Exception {
    String running = orphan(Duration.ofMinutes(5)).credential().user();
    String clockSkewed = orphan(Duration.ofSeconds(-20)).credential().user();
    String over = orphan(Duration.ofMinutes(-2)).credential().user();
    String own = broker.lease(requestOf("ann")).credential().user();

    assertThat(logins()).containsExactlyInAnyOrder(running, clockSkewed, own).doesNotContain(over);
    assertThat(values(loginsQuery())).contains(preparation.broker(), preparation.role());
  }

  @Test
  void endsTheOpenSessionOfAnOrphan() throws Exception {
    Lease lease = lease(Duration.ofMinutes(-2));
    Lease longer =
        new Lease(
            lease.id(),
            lease.credential(),
            lease.issuedAt(),
            InstantSource.system().instant().plusSeconds(60),
            Map.of());
    try (AdminSession session = administrator().open()) {
      recipe().create(session, longer, terms(preparation.role()));
    }
    try (Connection open = login(longer)) {
      assertThat(count(open, "customers")).isEqualTo(1);
      broker.lease(requestOf("ann"));
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(open, "customers"));
    }
    assertNobodyGetsIn(longer);
  }

  @Test
  void finishesALoginThatWasLockedAndNotDropped() throws Exception {
    String user = orphan(Duration.ofMinutes(-2)).credential().user();
    database.run(
        product() == DatabaseProduct.POSTGRESQL
            ? "ALTER ROLE " + user + " NOLOGIN PASSWORD NULL"
            : "ALTER USER " + user + "@'%' ACCOUNT LOCK");
    broker.lease(requestOf("ann"));
    assertThat(logins()).hasSize(1).doesNotContain(user);
  }

  @Test
  void finishesWhatAnInstanceThatWasKilledLeftBehind() throws Exception {
    try (MintingJvm other = MintingJvm.start(preparation.settings(), target())) {
      assertThat(other.minted(5)).hasSize(5);
      other.kill();
    }
    List<String> left = logins();
    assertThat(left).hasSizeGreaterThanOrEqualTo(5);

    // Its leases last half a minute, and clocks may differ by a whole one: this one is ahead.
    InstantSource later = () -> InstantSource.system().instant().plus(Duration.ofMinutes(2));
    try (CredentialBroker instance =
        new MintCredentialBrokerProvider(later)
            .create(SettingValues.of("jit.broker.mint.", preparation.settings()))) {
      instance.lease(requestOf("ann"));
      assertThat(logins()).hasSize(1).doesNotContainAnyElementsOf(left);
    }
    assertThat(logins()).isEmpty();
  }

  @Test
  void triesAgainUntilADatabaseThatWasAwayIsBack() throws Exception {
    try (Relay relay = Relay.to(database.jdbcUrl())) {
      CredentialBroker far = with(Map.of("url", relay.url()));
      Lease lease = far.lease(new LeaseRequest(requestOf("ann").subject(), relay.url(), ""));
      relay.shut();
      far.revoke(lease);
      assertThat(logins()).hasSize(1);

      relay.open();
      await().untilAsserted(() -> assertThat(logins()).isEmpty());
      assertNobodyGetsIn(lease);
    }
  }
}

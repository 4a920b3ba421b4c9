package io.jitjdbc.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.testing.CredentialBrokerContract;
import io.jitjdbc.testing.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultBrokerTest extends CredentialBrokerContract {
  private static final String LOGIN = "POST auth/jwt/login";
  private static final String CREDENTIALS = "GET database/creds/ro";

  private final VaultTests tests = new VaultTests();
  private final FakeVault vault = tests.vault;
  private final CredentialBroker broker = tests.broker(Map.of());

  @TempDir Path folder;

  @AfterEach
  void close() {
    broker.close();
    tests.close();
  }

  @Override
  protected CredentialBroker broker() {
    return broker;
  }

  @Override
  protected String target() {
    return "jdbc:postgresql://db/shop";
  }

  @Override
  protected PresentedToken tokenOf(String subjectId) {
    return tests.request(subjectId).token();
  }

  private Lease lease(String person) throws RefusedException {
    return broker.lease(tests.request(person));
  }

  @Test
  void leasesWhatTheRoleGives() throws RefusedException {
    Lease lease = lease("ann");

    assertThat(lease.id()).startsWith("database/creds/ro/");
    assertThat(lease.credential().user()).startsWith("v-jwt-ro-");
    assertThat(lease.credential().revealPassword()).startsWith("pw-");
    assertThat(lease.expiresAt()).isEqualTo(tests.clock.instant().plus(Duration.ofMinutes(30)));
    assertThat(vault.asked).containsExactly(LOGIN, CREDENTIALS);
  }

  @Test
  void signsEachSubjectInByItsOwnTokenAndOnlyOnce() throws RefusedException {
    lease("ann");
    lease("bob");
    lease("ann");

    assertThat(vault.count(LOGIN)).isEqualTo(2);
    assertThat(vault.count(CREDENTIALS)).isEqualTo(3);
  }

  @Test
  void signsInOnceForFiftyThreads() throws Exception {
    vault.delay = Duration.ofMillis(50);
    LeaseRequest request = tests.request("ann");

    List<Lease> leases = Together.run(50, thread -> () -> broker.lease(request));

    assertThat(leases).extracting(Lease::id).doesNotHaveDuplicates().hasSize(50);
    assertThat(vault.count(LOGIN)).isEqualTo(1);
  }

  @Test
  void neverLeasesForLongerThanAskedNorThanItsTokenLives() throws RefusedException {
    vault.state.leaseLife = Duration.ofHours(12);
    assertThat(lease("ann").expiresAt()).isEqualTo(tests.clock.instant().plus(Duration.ofHours(1)));

    vault.state.tokenLife = Duration.ofMinutes(5);
    assertThat(lease("bob").expiresAt())
        .isEqualTo(tests.clock.instant().plus(Duration.ofMinutes(5)));
  }

  @Test
  void renewsItsTokenWhenAThirdIsLeftAndSignsInAgainWhenThatHelpsNoMore() throws RefusedException {
    lease("ann");
    tests.clock.advance(Duration.ofMinutes(41));
    lease("ann");
    assertThat(vault.asked)
        .containsExactly(LOGIN, CREDENTIALS, "POST auth/token/renew-self", CREDENTIALS);

    // Its latest end is three hours after its beginning.
    tests.clock.advance(Duration.ofMinutes(55));
    lease("ann");
    tests.clock.advance(Duration.ofMinutes(55));
    lease("ann");
    assertThat(vault.count(LOGIN)).isEqualTo(1);
    tests.clock.advance(Duration.ofMinutes(20));
    lease("ann");

    assertThat(vault.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void renewsItsTokenOnceForFiftyThreads() throws Exception {
    LeaseRequest request = tests.request("ann");
    broker.lease(request);
    tests.clock.advance(Duration.ofMinutes(50));
    vault.delay = Duration.ofMillis(50);

    Together.run(50, thread -> () -> broker.lease(request));

    assertThat(vault.count("POST auth/token/renew-self")).isEqualTo(1);
    assertThat(vault.count(LOGIN)).isEqualTo(1);
  }

  @Test
  void signsInAgainWhenItsTokenWasRevokedBehindItsBack() throws RefusedException {
    lease("ann");
    vault.state.tokens.clear();
    tests.clock.advance(Duration.ofMinutes(1));

    assertThat(vault.state.isLiving(lease("ann").id())).isTrue();
    assertThat(vault.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void signsInWithAFileThatIsReadAtEveryLogin() throws IOException, RefusedException {
    Path file = Files.writeString(folder.resolve("jwt"), "old\n");
    vault.state.jwts.add("old");
    CredentialBroker shared = tests.broker(Map.of("jwt.file", file.toString()));
    shared.lease(VaultTests.request("ann", PresentedToken.none()));
    shared.lease(VaultTests.request("bob", PresentedToken.none()));
    assertThat(vault.count(LOGIN)).isEqualTo(1);

    vault.state.jwts.remove("old");
    vault.state.jwts.add("new");
    Files.writeString(file, "new\n");
    tests.clock.advance(Duration.ofHours(2));
    shared.lease(VaultTests.request("ann", PresentedToken.none()));

    assertThat(vault.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void signsInAsAServiceAccount() throws IOException, RefusedException {
    Path file = Files.writeString(folder.resolve("token"), "sa-token");
    vault.state.jwts.add("sa-token");
    CredentialBroker pod =
        tests.broker(Map.of("auth", "kubernetes", "jwt.file", file.toString(), "auth.role", "app"));

    pod.lease(VaultTests.request("ann", PresentedToken.none()));

    assertThat(vault.asked).containsExactly("POST auth/kubernetes/login", CREDENTIALS);
  }

  @Test
  void usesTheTokenOfAnAgentAndLeavesItAlone() throws IOException, RefusedException {
    String token = vault.state.newToken();
    Path file = Files.writeString(folder.resolve("sink"), token);
    CredentialBroker agents =
        tests.broker(Map.of("auth", "token-file", "token.file", file.toString(), "auth.role", ""));
    Lease lease = agents.lease(VaultTests.request("ann", PresentedToken.none()));
    Files.writeString(file, vault.state.newToken());
    Lease other = agents.lease(VaultTests.request("bob", PresentedToken.none()));

    agents.close();

    assertThat(vault.state.leases).isEmpty();
    assertThat(vault.state.isGood(token)).isTrue();
    assertThat(other.id()).isNotEqualTo(lease.id());
  }

  @Test
  void readsTheStandingLoginOfAStaticRoleUntilItsNextRotation() throws RefusedException {
    CredentialBroker standing = tests.broker(Map.of("role.kind", "static", "role", "app"));

    vault.state.staticTtl = 1_200;
    Lease lease = standing.lease(tests.request("ann"));
    standing.revoke(lease);

    assertThat(lease.credential().user()).isEqualTo("app");
    assertThat(lease.expiresAt()).isEqualTo(tests.clock.instant().plusSeconds(1_200));
    assertThat(standing.renew(lease, tests.request("ann"))).isEmpty();
    assertThat(vault.asked).containsExactly(LOGIN, "GET database/static-creds/app");
    standing.close();
  }

  @Test
  void worksInANamespaceAndAtOtherMounts() throws RefusedException {
    try (var elsewhere = new VaultTests("admin/team-a")) {
      CredentialBroker there =
          elsewhere.broker(Map.of("namespace", "admin/team-a", "mount", "team/db/"));

      Lease lease = there.lease(elsewhere.request("ann"));
      there.close();

      assertThat(lease.id()).startsWith("team/db/creds/ro/");
      assertThat(elsewhere.vault.state.tokens).isEmpty();
    }
  }

  @Test
  void givesALeaseALaterEndUntilItsLongestTime() throws RefusedException {
    Lease lease = lease("ann");
    tests.clock.advance(Duration.ofMinutes(20));

    Lease renewed = broker.renew(lease, tests.request("ann")).orElseThrow();
    assertThat(renewed.expiresAt()).isEqualTo(tests.clock.instant().plus(Duration.ofMinutes(30)));
    tests.clock.advance(Duration.ofMinutes(29));
    Lease last = broker.renew(renewed, tests.request("ann")).orElseThrow();

    assertThat(last.expiresAt()).isEqualTo(lease.issuedAt().plus(Duration.ofHours(1)));
    tests.clock.advance(Duration.ofMinutes(10));
    assertThat(broker.renew(last, tests.request("ann"))).isEmpty();
  }

  @Test
  void givesNoLaterEndToWhatIsOverOrUnknown() throws RefusedException {
    Lease lease = lease("ann");
    vault.state.leases.clear();
    assertThat(broker.renew(lease, tests.request("ann"))).isEmpty();

    tests.clock.advance(Duration.ofMinutes(30));
    assertThat(broker.renew(lease, tests.request("ann"))).isEmpty();
    broker.revoke(lease);
    assertThat(broker.renew(lease, tests.request("ann"))).isEmpty();
  }

  @Test
  void seesThatSomebodyEndedALeaseAtVault() throws RefusedException {
    Lease lease = lease("ann");
    assertThat(broker.stands(lease)).isTrue();

    vault.state.leases.clear();

    assertThat(broker.stands(lease)).isFalse();
  }

  @Test
  void cannotTellWhatItIsNotLetToLookAt() throws RefusedException {
    Lease lease = lease("ann");
    vault.state.mayLookUp = false;
    vault.state.leases.clear();

    assertThat(broker.stands(lease)).isTrue();
  }

  @Test
  void revokesALeaseAtOnceAndAtVaultOnlyOnce() throws RefusedException {
    Lease lease = lease("ann");

    broker.revoke(lease);
    broker.revoke(lease);

    assertThat(vault.state.isLiving(lease.id())).isFalse();
    assertThat(vault.count("PUT sys/leases/revoke")).isEqualTo(1);
  }

  @Test
  void endsALeaseOfItsOwnAndSaysOfOthersThatTheyMayBeAlive() throws RefusedException {
    Lease lease = lease("ann");
    broker.end(lease);
    assertThat(vault.state.isLiving(lease.id())).isFalse();

    var foreign =
        new Lease(
            "database/creds/other",
            lease.credential(),
            lease.issuedAt(),
            lease.expiresAt(),
            Map.of());
    assertThatThrownBy(() -> broker.end(foreign))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("may still be alive");
  }

  @Test
  void saysOfALeaseThatVaultDoesNotRevokeThatItMayBeAlive() throws RefusedException {
    Lease lease = lease("ann");
    vault.reply("sys/leases/revoke", 503, "{\"errors\":[\"Vault is sealed\"]}");

    assertThatThrownBy(() -> broker.end(lease)).isInstanceOf(RefusedException.class);
  }

  @Test
  void takesALeaseThatVaultDoesNotKnowForRevoked() throws RefusedException {
    Lease lease = lease("ann");
    vault.reply("sys/leases/revoke", 400, "{\"errors\":[\"lease not found\"]}");

    broker.revoke(lease);
    broker.revoke(lease);

    assertThat(vault.count("PUT sys/leases/revoke")).isEqualTo(1);
    assertThat(tests.logged.text()).doesNotContain("could not be revoked");
  }

  @Test
  void triesAgainToRevokeWhatItCouldNot() throws RefusedException {
    Lease lease = lease("ann");
    vault.reply("sys/leases/revoke", 503, "{\"errors\":[\"Vault is sealed\"]}");
    broker.revoke(lease);
    assertThat(tests.logged.text()).contains("could not be revoked (503: Vault is sealed)");
    vault.recover();

    broker.revoke(lease);

    assertThat(vault.state.isLiving(lease.id())).isFalse();
  }

  @Test
  void endsEverythingWhenItIsClosed() throws RefusedException {
    Lease ann = lease("ann");
    tests.clock.advance(Duration.ofMinutes(1));
    vault.state.tokenLife = Duration.ofHours(1);
    Lease bob = lease("bob");

    broker.close();

    assertThat(vault.state.isLiving(ann.id())).isFalse();
    assertThat(vault.state.isLiving(bob.id())).isFalse();
    assertThat(vault.state.tokens).isEmpty();
    assertThat(tests.refusal(broker, tests.request("ann"))).hasMessageContaining("closed");
  }
}

package io.jitjdbc.credential.protocol;

import static io.jitjdbc.credential.protocol.LeaseServerFixture.KEY;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.TARGET;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.assertProblem;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.body;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.json;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.life;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.LeaseProtocol;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseResourcesTest {
  private static final String OTHER_KEY = "\"another-key-0001\"";

  private final LeaseServerFixture server = new LeaseServerFixture();
  private final FakeLogins logins = server.logins;
  private final Caller ann = server.caller("ann");

  @Test
  void leasesALoginInTheFormOfTheProtocol() {
    server.policy = Optional.of("a.b");
    Reply reply = server.lease(ann, KEY, ",\"purpose\":\"TICKET-7\",\"application\":\"app\"");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.headers()).containsEntry("Cache-Control", "no-store");
    assertThat(LeaseProtocol.load().problems("Lease", reply.body())).isEmpty();
    assertThat(json(reply))
        .containsEntry("user", "jit_1")
        .containsEntry("password", "s3cret-jit_1")
        .containsEntry("generation", 1L)
        .containsEntry("renewable", false)
        .containsEntry("connectionProperties", Map.of("sslmode", "verify-full"));
    assertThat(logins.made.get(0).purpose()).isEqualTo("TICKET-7");
    assertThat(logins.made.get(0).application()).isEqualTo("app");
    assertThat(logins.made.get(0).token().reveal()).isEqualTo("token");
  }

  @Test
  void givesTheSameLeaseForTheSameKeyAndBody() {
    Reply first = server.lease(ann, KEY);
    server.clock.advance(Duration.ofMinutes(4));

    assertThat(server.lease(ann, KEY)).isEqualTo(first);
    assertThat(logins.made).hasSize(1);
  }

  @Test
  void refusesTheSameKeyForSomethingElse() {
    server.lease(ann, KEY);

    assertProblem(server.lease(ann, KEY, ",\"ttlSeconds\":9"), 409, "idempotency-key-reused");
    Reply acting = server.lease(server.acting("ann", "agent"), KEY);
    assertProblem(acting, 409, "idempotency-key-reused");
    assertThat(logins.made).hasSize(1);
  }

  @Test
  void keepsTheKeysOfTwoSubjectsApart() {
    server.lease(ann, KEY);

    assertThat(json(server.lease(server.caller("bob"), KEY))).containsEntry("user", "jit_2");
  }

  @Test
  void aKeyIsSpentWhenItsPasswordWasErased() {
    server.lease(ann, KEY);
    server.clock.advance(Duration.ofMinutes(5));

    Reply late = server.lease(server.caller("ann"), KEY);
    assertProblem(late, 409, "idempotency-key-spent");
    assertThat(logins.made).hasSize(1);
  }

  @Test
  void aKeyIsSpentWhenItsLeaseIsOver() {
    Object id = server.lease().get("id");
    server.resources.revoke(ann, id.toString());

    assertProblem(server.lease(ann, KEY), 409, "idempotency-key-spent");
  }

  @Test
  void saysWhenTheSameIsBeingWorkedOn() {
    Reply[] meanwhile = new Reply[1];
    logins.before = () -> meanwhile[0] = server.lease(ann, KEY);

    assertThat(server.lease(ann, KEY).status()).isEqualTo(201);
    assertProblem(meanwhile[0], 503, "in-progress");
    assertThat(meanwhile[0].headers()).containsEntry("Retry-After", "1");
    assertThat(logins.made).hasSize(1);
  }

  @Test
  void ofManyAtTheSameTimeOneMakesALogin() throws Exception {
    List<Reply> replies = Together.run(16, i -> () -> server.lease(ann, KEY));

    assertThat(logins.made).hasSize(1);
    assertThat(replies).extracting(Reply::status).isSubsetOf(201, 503).contains(201);
    assertThat(server.lease(ann, KEY).status()).isEqualTo(201);
    assertThat(logins.made).hasSize(1);
  }

  @Test
  void whatComesTooLateIsEndedAndGivenToNobody() {
    logins.before =
        () -> {
          logins.before = () -> {};
          server.clock.advance(Duration.ofMinutes(1));
          assertThat(server.lease(server.caller("ann"), KEY).status()).isEqualTo(201);
        };

    assertProblem(server.lease(ann, KEY), 503, "in-progress");
    assertThat(logins.living).containsExactly("jit_1");
    assertThat(logins.made).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"1, 3600, 1", "86400, 3600, 3600", "86400, 90000, 7200", "30, 10, 10"})
  void lastsNeitherLongerThanWantedNorThanAllowedNorThanTheLogin(
      long wanted, long broker, long expected) {
    logins.life = Duration.ofSeconds(broker);

    assertThat(life(server.lease(",\"ttlSeconds\":" + wanted)))
        .isEqualTo(Duration.ofSeconds(expected));
  }

  @Test
  void countsTheLifeFromWhenItWasAsked() {
    logins.before = () -> server.clock.advance(Duration.ofSeconds(20));

    var lease = server.lease(",\"ttlSeconds\":60");

    assertThat(lease.get("issuedAt")).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(lease.get("expiresAt")).isEqualTo("2030-01-01T00:01:00Z");
  }

  @Test
  void handsOutNothingThatIsOver() {
    logins.before = () -> server.clock.advance(Duration.ofSeconds(20));

    assertProblem(server.lease(ann, KEY, ",\"ttlSeconds\":20"), 503, "unavailable");
    assertThat(logins.living).isEmpty();
  }

  @Test
  void refusesTwoIdeasOfAPerson() {
    Reply other = server.resources.lease(ann, PresentedToken.none(), KEY, body("bob"));
    assertProblem(other, 403, "subject-mismatch");
    String agent = ",\"actor\":{\"issuer\":\"https://issuer.example\",\"id\":\"agent\"}";
    assertProblem(server.lease(ann, KEY, agent), 403, "actor-mismatch");
    assertThat(server.lease(server.acting("ann", "agent"), KEY, agent).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcdef", "\"short\"", "\"0123456789abcde!\""})
  void wantsAKeyThatIsOne(String key) {
    assertProblem(server.lease(ann, key), 400, "malformed-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"role\":\"admin\"",
        ",\"ttlSeconds\":0",
        ",\"ttlSeconds\":\"60\"",
        ",\"ttlSeconds\":1.5",
        ",\"ttlSeconds\":86401",
        ",\"ttlSeconds\":null",
        ",\"purpose\":7",
        ",\"purpose\":null",
        ",\"actor\":{\"issuer\":\"i\"}",
        ",\"actor\":null",
        ",\"actor\":{\"issuer\":\"i\",\"id\":\"x\",\"name\":\"n\"}"
      })
  void refusesWhatItDoesNotKnow(String more) {
    assertProblem(server.lease(ann, KEY, more), 422, "invalid-request");
    assertThat(logins.made).isEmpty();
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThat(server.lease(ann, KEY, ",\"purpose\":\"" + "☃".repeat(2000) + '"').status())
        .isEqualTo(201);
    String longer = ",\"purpose\":\"" + "x".repeat(2001) + '"';
    assertProblem(server.lease(ann, OTHER_KEY, longer), 422, "invalid-request");
    String application = ",\"application\":\"" + "x".repeat(201) + '"';
    assertProblem(server.lease(ann, OTHER_KEY, application), 422, "invalid-request");
  }

  @Test
  void saysWhoMayHaveIt() {
    server.targets.put(TARGET, target(Set.of("dba", "analysts"), LeaseTarget.ANY_PURPOSE));

    Reply refused = server.lease(ann, KEY);
    assertProblem(refused, 403, "lease-refused");
    assertThat(refused.body()).contains("analysts, dba");
    assertThat(server.lease(server.caller("ann", "analysts"), KEY).status()).isEqualTo(201);
  }

  @Test
  void saysWhatPurposeItWants() {
    server.targets.put(TARGET, target(Set.of(), Pattern.compile("[A-Z]+-\\d+")));

    Reply refused = server.lease(ann, KEY, ",\"purpose\":\"because SHOP-1\"");
    assertProblem(refused, 403, "lease-refused");
    assertThat(json(refused).get("detail").toString()).contains("[A-Z]+-\\d+", "jit.purpose");
    assertThat(server.lease(ann, KEY, ",\"purpose\":\"SHOP-1\"").status()).isEqualTo(201);

    server.targets.put(TARGET, target(Set.of(), LeaseTarget.SOME_PURPOSE));
    assertProblem(server.lease(ann, OTHER_KEY, ",\"purpose\":\" \""), 403, "lease-refused");
  }

  private LeaseTarget target(Set<String> groups, Pattern purpose) {
    return new LeaseTarget(logins, groups, Duration.ofHours(1), purpose, false, Map.of());
  }

  @Test
  void knowsNoOtherDatabase() {
    server.targets.clear();

    assertProblem(server.lease(ann, KEY), 422, "unknown-target");
  }

  @Test
  void passesOnWhyABrokerRefuses() {
    logins.refusing = Optional.of(SqlState.CREDENTIAL_REFUSED);
    Reply refused = server.lease(ann, KEY);

    assertProblem(refused, 403, "lease-refused");
    assertThat(json(refused)).containsEntry("detail", "the moon is not full. Wait for it.");
  }

  @Test
  void mayBeAskedAgainUnderTheSameKeyAfterAFailure() {
    logins.refusing = Optional.of(SqlState.UNREACHABLE);
    assertProblem(server.lease(ann, KEY), 503, "unavailable");
    logins.refusing = Optional.empty();
    logins.before =
        () -> {
          throw new IllegalStateException("a broken broker");
        };
    assertThatThrownBy(() -> server.lease(ann, KEY)).isInstanceOf(IllegalStateException.class);
    logins.before = () -> {};

    assertThat(server.lease(ann, KEY).status()).isEqualTo(201);
  }

  @Test
  void makesNoLoginThatWouldHaveNoPolicy() {
    server.policyFailure =
        Optional.of(new RefusedException(SqlState.UNREACHABLE, "The signing key is gone."));

    assertProblem(server.lease(ann, KEY), 503, "unavailable");
    assertThat(logins.made).isEmpty();
  }

  @Test
  void takesATokenThatHasExpiredSinceOnlyForWhatGivesNobodyMore() {
    Object id = server.lease().get("id");
    server.clock.advance(Duration.ofMinutes(5));

    assertProblem(server.lease(ann, OTHER_KEY), 401, "token-refused");
    assertProblem(server.renew(ann, id, "{}"), 401, "token-refused");
    assertThat(server.state(ann, id)).isEqualTo("active");
    Caller stale = new Caller(ann.subject(), ann.actor(), Instant.EPOCH);
    assertProblem(server.resources.standing(stale, id.toString()), 401, "token-refused");
    assertProblem(server.resources.revoke(stale, id.toString()), 401, "token-refused");
    assertThat(server.resources.revoke(ann, id.toString()).status()).isEqualTo(204);
    assertThat(logins.living).isEmpty();
  }

  @Test
  void saysNothingOfLeasesThatAreOverUnknownOrOfOthers() {
    String id = server.lease(",\"ttlSeconds\":60").get("id").toString();
    Caller bob = server.caller("bob");

    assertThat(server.state(bob, id)).isEqualTo("ended");
    assertThat(server.state(ann, "lease-unknown")).isEqualTo("ended");
    assertThat(server.resources.revoke(bob, id).status()).isEqualTo(204);
    assertThat(server.resources.revoke(ann, "lease-unknown").status()).isEqualTo(204);
    assertThat(server.state(ann, id)).isEqualTo("active");
    server.clock.advance(Duration.ofSeconds(60));
    assertThat(server.state(ann, id)).isEqualTo("ended");
    assertProblem(server.resources.standing(ann, "a/../b"), 404, "unknown-path");
    assertProblem(server.resources.revoke(ann, ""), 404, "unknown-path");
  }

  @Test
  void showsPasswordsNowhereButInAnswers() throws Exception {
    try (LogCapture log = LogCapture.open()) {
      Reply reply = server.lease(ann, KEY);
      KeptLease kept =
          server.book.find(json(reply).get("id").toString(), server.clock.instant()).orElseThrow();
      logins.stubborn.add("jit_1");
      server.resources.revoke(ann, kept.id());

      assertThat(reply.body()).contains(FakeLogins.PASSWORD);
      assertThat(kept.login().sealed()).doesNotContain(FakeLogins.PASSWORD);
      assertThat(log.text()).contains("jit_1").doesNotContain(FakeLogins.PASSWORD);
      assertThat(reply + " " + kept)
          .doesNotContain(FakeLogins.PASSWORD)
          .doesNotContain(kept.login().sealed());
    }
  }
}

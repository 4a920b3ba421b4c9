package io.jitjdbc.policy.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.testing.Together;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which policy decides, and when none does. */
class SignedPolicyTest {
  @TempDir Path folder;
  private Bundles bundles;
  private PolicyDecisionPoint point;

  @BeforeEach
  void open() throws IOException {
    bundles = new Bundles(folder);
    point = bundles.point();
  }

  private void adopt(String signed) throws RefusedException {
    point.adopt(signed, Bundles.TARGET);
  }

  private Decision decide(String table) {
    return point.decide(bundles.asks(table));
  }

  private String reason(AuthorizationRequest request) {
    Decision decision = point.decide(request);
    assertThat(decision).isInstanceOf(Deny.class);
    assertThat(decision.policyVersion()).isEqualTo(point.version());
    return ((Deny) decision).reason();
  }

  private void refuses(String signed, String... why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> adopt(signed))
        .withMessageStartingWith("Policy refused: ")
        .withMessageContainingAll(why)
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @Test
  void deniesEverythingUntilAPolicyCame() {
    assertThat(reason(bundles.asks("customers")))
        .contains("no signed policy came for " + Bundles.TARGET, "broker");
    assertThat(point.mode(Bundles.subject("ann"))).isEqualTo(PolicyMode.ENFORCE);
  }

  @Test
  void decidesByWhatCame() throws RefusedException {
    adopt(bundles.signed(1));

    assertThat(decide("customers")).isInstanceOf(Permit.class);
    assertThat(decide("orders")).isInstanceOf(Deny.class);
    assertThat(point.problem()).isEmpty();
  }

  @Test
  void decidesByTheNewestOne() throws RefusedException {
    adopt(bundles.signed(1));
    String before = point.version();
    adopt(bundles.signed(Bundles.policy("orders"), 2, Bundles.TARGET));

    assertThat(decide("customers")).isInstanceOf(Deny.class);
    assertThat(decide("orders")).isInstanceOf(Permit.class);
    assertThat(point.version()).isNotEqualTo(before);
  }

  @Test
  void neverGoesBack() throws RefusedException {
    String old = bundles.signed(1);
    adopt(old);
    adopt(bundles.signed(Bundles.policy("orders"), 2, Bundles.TARGET));

    refuses(old, "serial number 1, and 2 has been in force", "higher number");
    assertThat(decide("customers")).isInstanceOf(Deny.class);
  }

  @Test
  void doesNotGoBackEvenWhenTheNewestIsOver() throws RefusedException {
    adopt(bundles.signed(2));
    bundles.clock.advance(Duration.ofHours(2));
    assertThat(reason(bundles.asks("customers"))).contains("ended at");

    refuses(bundles.signed(1), "serial number 1, and 2 has been in force");
  }

  @Test
  void takesNoOtherPolicyUnderTheSameNumber() throws RefusedException {
    adopt(bundles.signed(1));

    refuses(
        bundles.signed(Bundles.policy("orders"), 1, Bundles.TARGET), "the same serial number 1");
  }

  @Test
  void keepsItsVersionWhenTheSamePolicyIsSignedAnew() throws RefusedException {
    adopt(bundles.signed(1));
    String version = point.version();
    bundles.clock.advance(Duration.ofMinutes(50));
    adopt(bundles.signed(1));
    bundles.clock.advance(Duration.ofMinutes(50));

    assertThat(decide("customers")).isInstanceOf(Permit.class);
    adopt(bundles.signed(7));
    assertThat(point.version()).isEqualTo(version);
  }

  @Test
  void isNotShortenedByAnOlderSignatureOfTheSamePolicy() throws RefusedException {
    String earlier = bundles.signed(1);
    bundles.clock.advance(Duration.ofMinutes(50));
    adopt(bundles.signed(1));
    adopt(earlier);
    bundles.clock.advance(Duration.ofMinutes(50));

    assertThat(decide("customers")).isInstanceOf(Permit.class);
  }

  @Test
  void deniesEverythingOnceItIsOverAndUntilTheNextOneComes() throws RefusedException {
    adopt(bundles.signed(1));
    String version = point.version();
    bundles.clock.advance(Duration.ofHours(1).plusSeconds(59));
    assertThat(decide("customers")).isInstanceOf(Permit.class);
    assertThat(point.version(bundles.clock.instant())).isEqualTo(version);

    bundles.clock.advance(Duration.ofSeconds(1));
    assertThat(point.version(bundles.clock.instant())).isNotEqualTo(version);
    assertThat(reason(bundles.asks("customers")))
        .contains("serial number 1 ended at", "open a new connection");
    assertThat(point.problem()).hasValueSatisfying(text -> assertThat(text).contains("ended at"));

    adopt(bundles.signed(1));
    assertThat(decide("customers")).isInstanceOf(Permit.class);
    assertThat(point.version()).isEqualTo(version);
    assertThat(point.problem()).isEmpty();
  }

  @Test
  void staysOverWhenTheClockIsSetBack() throws RefusedException {
    adopt(bundles.signed(1));
    bundles.clock.advance(Duration.ofHours(2));
    assertThat(decide("customers")).isInstanceOf(Deny.class);
    bundles.clock.advance(Duration.ofHours(-2));

    assertThat(decide("customers")).isInstanceOf(Deny.class);
  }

  @Test
  void decidesForEachTargetByItsOwn() throws RefusedException {
    adopt(bundles.signed(9));
    point.adopt(bundles.signed(Bundles.policy("staff"), 2, Bundles.OTHER), Bundles.OTHER);

    assertThat(decide("customers")).isInstanceOf(Permit.class);
    assertThat(decide("staff")).isInstanceOf(Deny.class);
    assertThat(point.decide(bundles.asks("staff", Bundles.OTHER))).isInstanceOf(Permit.class);
    assertThat(decide("customers").policyVersion()).isEqualTo(point.version());
    assertThat(reason(bundles.asks("customers", "jdbc:h2:mem:x"))).contains("jdbc:h2:mem:x");
  }

  @Test
  void decidesForEveryTargetThatAPolicyIsFor() throws RefusedException {
    Map<String, Object> claims = bundles.claims(1);
    claims.put("aud", List.of(Bundles.OTHER, Bundles.TARGET));
    String signed = bundles.signer.sign(claims);
    adopt(signed);
    point.adopt(signed, Bundles.OTHER);

    assertThat(point.decide(bundles.asks("customers", Bundles.OTHER))).isInstanceOf(Permit.class);
  }

  @Test
  void enforcesUnlessEveryPolicyObserves() throws RefusedException {
    String observing = "mode: observe\n" + Bundles.POLICY;
    adopt(bundles.signed(observing, 1, Bundles.TARGET));
    assertThat(point.mode(Bundles.subject("ann"))).isEqualTo(PolicyMode.OBSERVE);
    assertThat(point.problem()).isPresent();

    point.adopt(bundles.signed(Bundles.POLICY, 1, Bundles.OTHER), Bundles.OTHER);
    assertThat(point.mode(Bundles.subject("ann"))).isEqualTo(PolicyMode.ENFORCE);

    point.adopt(bundles.signed(observing, 2, Bundles.OTHER), Bundles.OTHER);
    assertThat(point.mode(Bundles.subject("ann"))).isEqualTo(PolicyMode.OBSERVE);
    bundles.clock.advance(Duration.ofHours(2));
    assertThat(point.mode(Bundles.subject("ann"))).isEqualTo(PolicyMode.ENFORCE);
  }

  @Test
  void takesNoPolicyWithAMistake() throws RefusedException {
    adopt(bundles.signed(1));

    refuses(
        bundles.signed("version: 1\nrules: nobody\n", 2, Bundles.TARGET),
        "serial number 2",
        "line 2",
        "jit policy check");
    assertThat(decide("customers")).isInstanceOf(Permit.class);
  }

  @Test
  void endsWithTheNewestWhoeverIsFirst() throws Exception {
    List<String> all = LongStream.rangeClosed(1, 40).mapToObj(bundles::signed).toList();
    Together.run(
        4,
        thread ->
            () -> {
              for (int i = thread; i < all.size(); i += 4) {
                try {
                  adopt(all.get(i));
                } catch (RefusedException e) {
                  assertThat(e).hasMessageContaining("has been in force here");
                }
              }
              return null;
            });

    refuses(bundles.signed(39), "and 40 has been in force");
    assertThat(decide("customers")).isInstanceOf(Permit.class);
  }
}

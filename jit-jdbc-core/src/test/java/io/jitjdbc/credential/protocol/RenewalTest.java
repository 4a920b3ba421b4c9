package io.jitjdbc.credential.protocol;

import static io.jitjdbc.credential.protocol.LeaseServerFixture.TARGET;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.assertProblem;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.json;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.life;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.LeaseProtocol;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewalTest {
  private final LeaseServerFixture server = new LeaseServerFixture();

  @BeforeEach
  void leasesWhatCanBeRenewed() {
    server.targets.put(TARGET, server.target(true));
  }

  private Reply renew(Object id, String body) {
    return server.renew(server.caller("ann"), id, body);
  }

  @Test
  void givesTheSameLeaseALaterEnd() {
    Map<String, Object> lease = server.lease();
    server.clock.advance(Duration.ofMinutes(40));

    Reply renewed = renew(lease.get("id"), "{}");

    assertThat(renewed.status()).isEqualTo(200);
    assertThat(LeaseProtocol.load().problems("Lease", renewed.body())).isEmpty();
    Map<String, Object> now = json(renewed);
    assertThat(life(now)).isEqualTo(Duration.ofMinutes(100));
    now.remove("expiresAt");
    lease.remove("expiresAt");
    assertThat(now).isEqualTo(lease);
    server.clock.advance(Duration.ofMinutes(59));
    assertThat(server.state(server.caller("ann"), lease.get("id"))).isEqualTo("active");
    server.ending.run();
    assertThat(server.logins.living).hasSize(1);
  }

  @Test
  void countsTheGenerationOfThePassword() {
    Object id = server.lease().get("id");
    server.clock.advance(Duration.ofMinutes(10));
    server.logins.renewedPassword = "another";

    assertThat(json(renew(id, "{}")))
        .containsEntry("generation", 2L)
        .containsEntry("password", "another");
    server.clock.advance(Duration.ofMinutes(10));
    assertThat(json(renew(id, "{}")))
        .containsEntry("generation", 2L)
        .containsEntry("password", "another");
  }

  @Test
  void givesNoMoreThanIsWantedOrAllowed() {
    Object id = server.lease(",\"ttlSeconds\":600").get("id");
    server.clock.advance(Duration.ofMinutes(5));

    assertThat(life(json(renew(id, "{\"ttlSeconds\":60}")))).isEqualTo(Duration.ofMinutes(10));
    assertThat(life(json(renew(id, "{\"ttlSeconds\":600}")))).isEqualTo(Duration.ofMinutes(15));
    server.logins.life = Duration.ofHours(9);
    assertThat(life(json(renew(id, "{}")))).isEqualTo(Duration.ofMinutes(125));
  }

  @Test
  void saysThatALeaseGetsNoMore() {
    Object id = server.lease().get("id");
    server.logins.renewing = false;

    assertProblem(renew(id, "{}"), 409, "not-renewable");
    server.targets.put(TARGET, server.target(false));
    server.logins.renewing = true;
    assertProblem(renew(id, "{}"), 409, "not-renewable");
  }

  @Test
  void renewsNothingThatIsOverUnknownOrOfOthers() {
    Object id = server.lease().get("id");

    assertProblem(server.renew(server.caller("bob"), id, "{}"), 404, "unknown-lease");
    assertProblem(renew("lease-unknown", "{}"), 404, "unknown-lease");
    assertProblem(server.renew(server.acting("ann", "agent"), id, "{}"), 403, "actor-mismatch");
    server.resources.revoke(server.caller("ann"), id.toString());
    assertProblem(renew(id, "{}"), 404, "unknown-lease");
  }

  @Test
  void looksAtTheGroupsOfNow() {
    Object id = server.lease().get("id");
    LeaseTarget open = server.target(true);
    server.targets.put(
        TARGET,
        new LeaseTarget(
            open.broker(), Set.of("dba"), open.longest(), open.purpose(), true, Map.of()));

    assertProblem(renew(id, "{}"), 403, "lease-refused");
    server.targets.clear();
    assertProblem(renew(id, "{}"), 422, "unknown-target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"ttl\":1}", "{\"ttlSeconds\":0}", "{\"ttlSeconds\":null}"})
  void refusesWhatItDoesNotKnow(String body) {
    assertProblem(renew(server.lease().get("id"), body), 422, "invalid-request");
  }

  @Test
  void whoRenewsTogetherGetsALease() throws Exception {
    Object id = server.lease().get("id");
    server.clock.advance(Duration.ofMinutes(10));

    List<Reply> replies = Together.run(8, i -> () -> renew(id, "{}"));

    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies).extracting(Reply::body).containsOnly(replies.get(0).body());
  }
}

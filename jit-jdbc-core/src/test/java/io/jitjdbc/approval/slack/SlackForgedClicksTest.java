package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.slack.RequestMessage.APPROVE;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.slack.FakeSlack.Reply;
import io.jitjdbc.testing.MutableClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clicks that are not what they seem. */
class SlackForgedClicksTest {
  private final MutableClock clock = new MutableClock();
  private SlackWorld world;
  private ApprovalService service;

  @BeforeEach
  void opensTheWorld() throws Exception {
    world = new SlackWorld();
    service = world.process(world.settings(), clock);
  }

  @AfterEach
  void endsTheWorld() throws Exception {
    world.close();
  }

  private AccessRequest file(String statement) throws RefusedException {
    AccessRequest filed = service.file(draft(statement, requirement(1, 1), clock.instant()));
    world.untilConnected();
    return filed;
  }

  private FakeSlack.Message message(AccessRequest request) {
    return world.slack.about(request.id());
  }

  private Map<String, Object> payload(String user, AccessRequest request) {
    return new HashMap<>(
        FakeSocket.payload(user, message(request), APPROVE, message(request).nonce()));
  }

  private void untilAcknowledged(String envelope) {
    SlackWorld.until(() -> assertThat(world.slack.socket.acknowledged).contains(envelope));
  }

  private void isStillOpen(AccessRequest request) throws RefusedException {
    assertThat(service.state(request.id()).answers()).isEmpty();
    assertThat(service.state(request.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void aForgedNonceIsNothing() throws RefusedException {
    AccessRequest filed = file("SELECT 1");
    AccessRequest other = file("SELECT 2");

    for (String nonce : List.of("0".repeat(48), message(other).nonce(), "x")) {
      world.slack.socket.sendPayload(
          "forged-" + nonce, FakeSocket.payload("U1DORA", message(filed), APPROVE, nonce));
    }

    SlackWorld.until(() -> assertThat(world.slack.whispers).hasSize(3));
    world.untilTold("U1DORA", "no request is known here that this message belongs to");
    isStillOpen(filed);
    isStillOpen(other);
  }

  @Test
  void aTrueNonceAtAnotherMessageIsNothing() throws RefusedException {
    AccessRequest filed = file("SELECT 1");
    var copy = new FakeSlack.Message("1795437962.99", message(filed).blocks());

    world.slack.socket.click("U1DORA", copy, APPROVE);

    world.untilTold("U1DORA", "no request is known here");
    isStillOpen(filed);
  }

  @Test
  void aTrueNonceInAnotherChannelIsNothing() throws RefusedException {
    AccessRequest filed = file("SELECT 1");
    Map<String, Object> payload = payload("U1DORA", filed);
    payload.put(
        "container",
        Map.of("type", "message", "message_ts", message(filed).ts(), "channel_id", "C999"));

    world.slack.socket.sendPayload("elsewhere", payload);
    untilAcknowledged("elsewhere");
    world.slack.socket.click("U4EVE", message(filed), APPROVE);

    world.untilTold("U4EVE", "in none of the groups");
    isStillOpen(filed);
  }

  @Test
  void aButtonOfAnotherAppIsNothing() throws RefusedException {
    AccessRequest filed = file("SELECT 1");
    Map<String, Object> payload = payload("U1DORA", filed);
    payload.put("api_app_id", "A2");

    world.slack.socket.sendPayload("other-app", payload);
    payload.remove("api_app_id");
    world.slack.socket.sendPayload("no-app", payload);

    untilAcknowledged("other-app");
    untilAcknowledged("no-app");
    world.slack.socket.click("U4EVE", message(filed), APPROVE);
    world.untilTold("U4EVE", "in none of the groups");
    isStillOpen(filed);
  }

  @Test
  void theSameIdInAnotherWorkspaceIsSomebodyElse() throws RefusedException {
    AccessRequest filed = file("SELECT 1");

    world.slack.socket.click("T9/U1DORA", message(filed), APPROVE);

    world.untilTold("U1DORA", "add your Slack user id T9/U1DORA");
    isStillOpen(filed);
  }

  @Test
  void somebodyOfAnotherWorkspaceCountsIfTheFileNamesBoth() throws RefusedException {
    AccessRequest filed = file("SELECT 1");

    world.slack.socket.click("U5OLGA", message(filed), APPROVE);
    world.untilTold("U5OLGA", "not among those who may answer");
    isStillOpen(filed);
    world.slack.socket.click("T2/U5OLGA", message(filed), APPROVE);

    world.untilItSays(filed, "olga said yes");
  }

  @Test
  void aUserWithoutAWorkspaceIsNobody() throws RefusedException {
    AccessRequest filed = file("SELECT 1");
    Map<String, Object> payload = payload("U1DORA", filed);
    payload.put("user", Map.of("id", "U1DORA"));

    world.slack.socket.sendPayload("stateless", payload);

    untilAcknowledged("stateless");
    world.slack.socket.click("U4EVE", message(filed), APPROVE);
    world.untilTold("U4EVE", "in none of the groups");
    isStillOpen(filed);
  }

  @Test
  void nothingIsTakenBeforeSlackSaysWhoseSocketItIs() throws Exception {
    world.slack.socket.app = "";
    AccessRequest filed = service.file(draft("SELECT 1", requirement(1, 1), clock.instant()));
    SlackWorld.until(() -> assertThat(world.slack.socket.greeted.get()).isGreaterThan(1));

    isStillOpen(filed);
    world.slack.socket.app = "A1";

    SlackWorld.until(
        () -> {
          world.slack.socket.click("U1DORA", message(filed), APPROVE);
          assertThat(message(filed).text()).contains("dora said yes");
        });
  }

  @Test
  void aMessageWhoseAnswerWasLostIsKnownAgainWhenSomebodyClicks() throws Exception {
    file("SELECT 1");
    world.slack.plan("chat.postMessage", Reply.lost());
    assertThatThrownBy(() -> file("SELECT 2")).hasMessageContaining("status 503");
    FakeSlack.Message orphan =
        world.slack.messages().stream()
            .filter(message -> message.text().contains("SELECT 2"))
            .findFirst()
            .orElseThrow();

    world.slack.socket.click("U1DORA", orphan, APPROVE);

    world.untilTold("U1DORA", "it is cancelled");
    SlackWorld.until(
        () ->
            assertThat(world.slack.messages())
                .anySatisfy(
                    message ->
                        assertThat(message.text())
                            .contains("Access request cancelled", "SELECT 2")));
  }

  @Test
  void strangersWhoClickAgainAndAgainKeepNobodyWaiting() throws RefusedException {
    AccessRequest filed = file("SELECT 1");
    for (int i = 0; i < 30; i++) {
      world.slack.plan("chat.postEphemeral", Reply.limited(4));
      world.slack.socket.click("U9NOBODY", message(filed), APPROVE);
    }
    long before = System.nanoTime();

    world.slack.socket.click("U1DORA", message(filed), APPROVE);

    world.untilItSays(filed, "dora said yes");
    assertThat(System.nanoTime() - before).isLessThan(4_000_000_000L);
  }
}

package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.slack.RequestMessage.APPROVE;
import static io.jitjdbc.approval.slack.RequestMessage.REJECT;
import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackClicksTest {
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

  private AccessRequest file(int quorum, int uses) throws RefusedException {
    AccessRequest filed =
        service.file(draft("SELECT a FROM b", requirement(quorum, uses), clock.instant()));
    world.untilConnected();
    return filed;
  }

  private void click(String user, AccessRequest request, String action) {
    String envelope = world.slack.socket.click(user, message(request), action);
    SlackWorld.until(() -> assertThat(world.slack.socket.acknowledged).contains(envelope));
  }

  private FakeSlack.Message message(AccessRequest request) {
    return world.slack.about(request.id());
  }

  @Test
  void theMessageSaysWhoWhyAndWhat() throws RefusedException {
    AccessRequest filed = file(2, 3);

    assertThat(message(filed).text())
        .contains("ann (id-of-ann at https:", "TICKET-7", "more than 1000 rows", "large-exports")
        .contains("jdbc:h2:mem:shop", "shop.customers.email, shop.customers.name", "reporting")
        .contains("SELECT a FROM b", "2 of [dba, security]", "2030-01-01 00:15 UTC")
        .contains("3 uses within 30 min", "0 of 2 said yes", "Approve", "Reject");
  }

  @Test
  void aClickOnApproveAnswersAndTakesTheButtonsAway() throws RefusedException {
    AccessRequest filed = file(1, 1);

    click("U1DORA", filed, APPROVE);

    world.untilItSays(filed, "Access request approved");
    assertThat(message(filed).text()).contains("dora said yes");
    assertThat(message(filed).nonce()).isEmpty();
    assertThat(service.consume(filed.id()).orElseThrow().approvers()).containsExactly("dora");
    world.untilItSays(filed, "Access request consumed");
  }

  @Test
  void aClickOnRejectEndsIt() throws RefusedException {
    AccessRequest filed = file(2, 1);

    click("U2SAM", filed, REJECT);

    world.untilItSays(filed, "sam said no");
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REJECTED);
    assertThat(message(filed).nonce()).isEmpty();
  }

  @Test
  void aQuorumIsCountedInTheMessage() throws RefusedException {
    AccessRequest filed = file(2, 1);

    click("U1DORA", filed, APPROVE);
    world.untilItSays(filed, "1 of 2 said yes. dora said yes");
    assertThat(message(filed).nonce()).isNotEmpty();
    click("U2SAM", filed, APPROVE);

    world.untilItSays(filed, "Access request approved");
    assertThat(service.state(filed.id()).answers())
        .extracting(Answer::approverName)
        .containsExactly("dora", "sam");
  }

  @Test
  void aDoubleClickCountsOnceAndNobodyIsBotheredWithIt() throws RefusedException {
    AccessRequest filed = file(2, 1);

    click("U1DORA", filed, APPROVE);
    click("U1DORA", filed, APPROVE);

    click("U1DORA", filed, REJECT);

    world.untilTold("U1DORA", "one person counts once");
    assertThat(service.state(filed.id()).answers()).hasSize(1);
    assertThat(world.slack.whispers).hasSize(1);
  }

  @Test
  void aDeliveryThatComesTwiceIsAcknowledgedTwiceAndCountsOnce() throws RefusedException {
    AccessRequest filed = file(2, 1);
    Map<String, Object> payload =
        FakeSocket.payload("U1DORA", message(filed), APPROVE, message(filed).nonce());

    world.slack.socket.sendPayload("again", payload);
    world.slack.socket.sendPayload("again", payload);
    click("U2SAM", filed, APPROVE);

    world.untilItSays(filed, "Access request approved");
    assertThat(world.slack.socket.acknowledged).filteredOn("again"::equals).hasSize(2);
    assertThat(world.slack.whispers).isEmpty();
  }

  @Test
  void whoeverAsksCannotAnswerAndIsToldSoInPrivate() throws RefusedException {
    AccessRequest filed = file(1, 1);

    click("U3ANN", filed, APPROVE);

    world.untilTold("U3ANN", "nobody answers a request of their own");
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
    assertThat(message(filed).nonce()).isNotEmpty();
  }

  @Test
  void strangersCannotAnswer() throws RefusedException {
    AccessRequest filed = file(1, 1);

    click("U4EVE", filed, APPROVE);
    click("U9NOBODY", filed, APPROVE);

    world.untilTold("U4EVE", "in none of the groups");
    world.untilTold("U9NOBODY", "not among those who may answer");
    assertThat(service.state(filed.id()).answers()).isEmpty();
  }

  @Test
  void aClickAfterTheEndIsRefusedAndTheMessageSaysThatItExpired() throws RefusedException {
    AccessRequest filed = file(1, 1);
    FakeSlack.Message before = message(filed);
    clock.advance(ANSWER_WITHIN);

    world.slack.socket.click("U1DORA", before, APPROVE);

    world.untilTold("U1DORA", "it is expired");
    world.untilItSays(filed, "Access request expired");
  }

  @Test
  void timeAloneChangesTheMessage() throws RefusedException {
    AccessRequest unanswered = file(1, 1);
    clock.advance(ANSWER_WITHIN);
    world.untilItSays(unanswered, "Access request expired");
    AccessRequest unused = file(1, 1);
    click("U1DORA", unused, APPROVE);
    world.untilItSays(unused, "Access request approved");

    clock.advance(VALID_FOR);

    world.untilItSays(unused, "Access request expired");
  }

  @Test
  void whatIsWithdrawnOrTakenBackIsShown() throws RefusedException {
    AccessRequest withdrawn = file(1, 1);
    service.cancel(withdrawn.id());
    world.untilItSays(withdrawn, "Access request cancelled");
    AccessRequest revoked = file(1, 2);
    click("U1DORA", revoked, APPROVE);
    world.untilItSays(revoked, "Access request approved");

    service.desk().orElseThrow().revoke(revoked.id(), person("sam", "security"), "oops");

    world.untilItSays(revoked, "Access request revoked");
    assertThat(message(revoked).text()).contains("Ended by sam");
  }

  @Test
  void deliveriesThatAreNoClicksOfOursAreAcknowledgedAndLeftOut() throws RefusedException {
    AccessRequest filed = file(1, 1);
    FakeSocket socket = world.slack.socket;

    socket.push("no json");
    socket.push("{\"type\":\"unheard-of\"}");
    socket.sendPayload("view", Map.of("type", "view_submission"));
    socket.sendPayload("empty", Map.of("type", "block_actions", "actions", List.of()));
    socket.sendPayload("other", FakeSocket.payload("U1DORA", message(filed), "their_button", "x"));
    socket.sendPayload("blank", FakeSocket.payload("", message(filed), APPROVE, "<!here>"));
    click("U1DORA", filed, APPROVE);

    world.untilItSays(filed, "Access request approved");
    assertThat(socket.acknowledged).contains("view", "empty", "other", "blank");
    assertThat(world.slack.whispers).isEmpty();
  }

  @Test
  void aUseThatIsGivenBackIsShown() throws RefusedException {
    AccessRequest filed = file(1, 1);
    click("U1DORA", filed, APPROVE);
    world.untilItSays(filed, "Access request approved");
    Approval use = service.consume(filed.id()).orElseThrow();
    world.untilItSays(filed, "Access request consumed");

    service.giveBack(use);

    world.untilItSays(filed, "Access request approved");
    assertThat(service.consume(filed.id())).isPresent();
  }

  @Test
  void anEmergencyCallsTheChannelOnceAndIsReviewedByAClick() throws RefusedException {
    AccessRequest first = service.file(SlackWorld.emergency("SELECT 1", clock.instant()));
    AccessRequest second = service.file(SlackWorld.emergency("SELECT 2", clock.instant()));
    assertThat(message(first).text())
        .contains("<!channel>", "ahead without an approval", "the shop is down", "It was right");
    assertThat(message(second).text()).contains("ahead without").doesNotContain("<!channel>");
    clock.advance(Duration.ofMinutes(10));
    AccessRequest third = service.file(SlackWorld.emergency("SELECT 3", clock.instant()));
    assertThat(message(third).text()).contains("<!channel>");
    world.untilConnected();
    click("U1DORA", first, REJECT);

    world.untilItSays(first, "Emergency access, reviewed");
    assertThat(message(first).text()).contains("dora said no").doesNotContain("<!channel>");
    assertThat(message(first).nonce()).isEmpty();
  }

  @Test
  void whoWaitsIsToldWherePeopleAnswer() throws RefusedException {
    assertThat(service.nextStep(file(1, 1))).isEqualTo("answer in Slack, channel C0123ABCD");
  }
}

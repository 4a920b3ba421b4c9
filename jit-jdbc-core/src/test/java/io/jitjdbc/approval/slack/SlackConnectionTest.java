package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.slack.RequestMessage.APPROVE;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.slack.FakeSlack.Reply;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackConnectionTest {
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

  private AccessRequest file() throws RefusedException {
    return service.file(draft("SELECT a FROM b", requirement(1, 1), clock.instant()));
  }

  private void approvedByAClick(AccessRequest request) {
    world.untilConnected();
    world.slack.socket.click("U1DORA", world.slack.about(request.id()), APPROVE);
    untilItSays(request, "Access request approved");
  }

  private void untilItSays(AccessRequest request, String text) {
    SlackWorld.until(() -> assertThat(world.slack.about(request.id()).text()).contains(text));
  }

  private void untilOpened(int times) {
    SlackWorld.until(
        () -> assertThat(world.slack.calls("apps.connections.open")).isGreaterThanOrEqualTo(times));
    SlackWorld.until(() -> assertThat(world.slack.socket.connections()).isEqualTo(1));
  }

  @Test
  void nothingIsConnectedAndNoThreadRunsBeforeTheFirstFiling() throws Exception {
    assertThat(service.desk().orElseThrow().open()).isEmpty();
    assertThat(world.slack.calls).isEmpty();
    assertThat(threads()).isZero();

    file();
    file();

    world.untilConnected();
    assertThat(threads()).isEqualTo(1);
    service.close();
    SlackWorld.until(() -> assertThat(threads()).isZero());
    SlackWorld.until(() -> assertThat(world.slack.socket.connections()).isZero());
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("jit-slack"))
        .count();
  }

  @Test
  void withoutSlackNothingIsFiled() throws Exception {
    world.slack.plan("chat.postMessage", Reply.refused("not_in_channel"));

    assertThatThrownBy(this::file)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Slack refused chat.postMessage: not_in_channel")
        .hasMessageContaining("jit.approval.slack.channel");
    assertThat(service.desk().orElseThrow().open()).isEmpty();
    assertThat(file().id()).isNotEmpty();
  }

  @Test
  void answersThatAreNoneAreRefused() throws Exception {
    world.slack.plan(
        "chat.postMessage",
        new Reply(500, "", Map.of()),
        new Reply(302, "", Map.of("Location", "https://evil.example/")),
        new Reply(200, "<html>", Map.of()),
        new Reply(200, "{\"ok\":\"true\"}", Map.of()),
        new Reply(200, "{\"ok\":true}", Map.of()),
        new Reply(200, "{\"ok\":true,\"ts\":\"1.2\",\"channel\":\"<a b>\"}", Map.of()),
        Reply.refused("Bearer xoxb-quoted <!channel>"));

    for (int i = 0; i < 7; i++) {
      assertThatThrownBy(this::file)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("Slack was not told of it")
          .hasMessageNotContaining("xoxb-");
    }
    assertThat(service.desk().orElseThrow().open()).isEmpty();
  }

  @Test
  void waitsAsLongAsSlackAsksItTo() throws Exception {
    world.slack.plan("chat.postMessage", Reply.limited(1));

    assertThat(file().id()).isNotEmpty();
    assertThat(world.slack.calls("chat.postMessage")).isEqualTo(2);
  }

  @Test
  void doesNotWaitLongerThanACallMayTake() {
    world.slack.plan("chat.postMessage", Reply.limited(3600));
    Instant before = Instant.now();

    assertThatThrownBy(this::file).hasMessageContaining("for 3600 s: too much was sent");
    assertThat(Instant.now()).isBefore(before.plusSeconds(4));
  }

  @Test
  void aMessageThatCouldNotBeUpdatedIsUpdatedLater() throws Exception {
    world.slack.plan("chat.update", Reply.limited(3600));
    AccessRequest filed = file();
    service.cancel(filed.id());
    SlackWorld.until(() -> assertThat(world.slack.calls("chat.update")).isEqualTo(1));

    SlackWorld.until(
        () -> {
          // Ten minutes at most, from when the answer was read.
          clock.advance(Duration.ofMinutes(10));
          assertThat(world.slack.about(filed.id()).text()).contains("Access request cancelled");
        });
  }

  @Test
  void aMessageThatIsGoneIsLeftAlone() throws Exception {
    world.slack.plan("chat.update", Reply.refused("message_not_found"));
    AccessRequest filed = file();
    service.cancel(filed.id());
    SlackWorld.until(() -> assertThat(world.slack.calls("chat.update")).isEqualTo(1));

    clock.advance(Duration.ofMinutes(2));
    approvedByAClick(file());

    assertThat(world.slack.calls("chat.update")).isEqualTo(2);
    assertThat(world.slack.about(filed.id()).text()).contains("Approval needed");
  }

  @Test
  void connectsAgainAfterACut() throws Exception {
    AccessRequest filed = file();
    world.untilConnected();

    world.slack.socket.cut();

    untilOpened(2);
    approvedByAClick(filed);
  }

  @Test
  void movesToANewSocketWhenSlackAsksForIt() throws Exception {
    AccessRequest filed = file();
    world.untilConnected();

    world.slack.socket.push("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}");

    untilOpened(2);
    approvedByAClick(filed);
    assertThat(world.slack.calls("apps.connections.open")).isEqualTo(2);
  }

  @Test
  void noticesThatTheOtherSideIsGoneWithoutAWord() throws Exception {
    AccessRequest filed = file();
    world.untilConnected();

    world.slack.socket.deaf = true;
    SlackWorld.until(() -> assertThat(world.slack.calls("apps.connections.open")).isGreaterThan(1));
    world.slack.socket.deaf = false;

    approvedByAClick(filed);
  }

  @Test
  void aQuietSocketThatAnswersStays() throws Exception {
    AccessRequest filed = file();
    world.untilConnected();

    Thread.sleep(SlackWorld.QUICK.silence().plusMillis(500).toMillis());

    assertThat(world.slack.calls("apps.connections.open")).isEqualTo(1);
    approvedByAClick(filed);
  }

  @Test
  void triesAgainUntilASocketIsOpened() throws Exception {
    world.slack.plan(
        "apps.connections.open",
        Reply.refused("internal_error"),
        new Reply(200, "{\"ok\":true,\"url\":\"ws://evil.example/\"}", Map.of()),
        new Reply(200, "{\"ok\":true,\"url\":\"http://127.0.0.1/\"}", Map.of()),
        new Reply(200, "{\"ok\":true,\"url\":\"wss://127.0.0.1:1/\"}", Map.of()),
        new Reply(200, "{\"ok\":true}", Map.of()));

    approvedByAClick(file());

    assertThat(world.slack.calls("apps.connections.open")).isEqualTo(6);
  }

  @Test
  void tokensAreLoggedNowhere() throws Exception {
    try (LogCapture log = LogCapture.open()) {
      world.slack.plan("apps.connections.open", Reply.refused("invalid_auth"));
      world.slack.plan("chat.update", Reply.refused("internal_error"));
      AccessRequest filed = file();
      world.untilConnected();
      world.slack.socket.click("U9NOBODY", world.slack.about(filed.id()), APPROVE);
      SlackWorld.until(() -> assertThat(world.slack.whispers).isNotEmpty());
      service.cancel(filed.id());
      service.close();

      assertThat(log.text())
          .contains("Slack refused apps.connections.open: invalid_auth")
          .doesNotContain(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN);
    }
  }

  @Test
  void theOldSocketStaysUntilTheNewOneIsGreeted() throws Exception {
    AccessRequest filed = file();
    SlackWorld.until(() -> assertThat(world.slack.socket.greeted.get()).isEqualTo(1));
    world.slack.plan("apps.connections.open", Reply.refused("internal_error"));

    world.slack.socket.push("{\"type\":\"disconnect\",\"reason\":\"warning\"}");
    SlackWorld.until(
        () -> assertThat(world.slack.calls("apps.connections.open")).isGreaterThanOrEqualTo(2));

    approvedByAClick(filed);
    untilOpened(3);
  }

  @Test
  void tokensOfTwoAppsAreNoticed() throws Exception {
    world.slack.socket.app = "A2";
    try (LogCapture log = LogCapture.open()) {
      file();

      SlackWorld.until(
          () -> assertThat(log.text()).contains("app.token and bot.token are not of the same app"));
    }
  }

  @Test
  void withoutAWorkspaceNothingIsConnected() throws Exception {
    world.slack.plan("auth.test", new Reply(200, "{\"ok\":true}", Map.of()));
    try (LogCapture log = LogCapture.open()) {
      AccessRequest filed = file();

      SlackWorld.until(() -> assertThat(log.text()).contains("which workspace the bot is in"));
      assertThat(world.slack.calls("apps.connections.open")).isLessThanOrEqualTo(1);
      approvedByAClick(filed);
    }
  }

  @Test
  void aChannelThatSlackCallsOtherwiseIsNotPostedIn() {
    world.slack.plan(
        "chat.postMessage",
        new Reply(200, "{\"ok\":true,\"ts\":\"1.2\",\"channel\":\"C9\"}", Map.of()));

    assertThatThrownBy(this::file)
        .hasMessageContaining("Slack calls the channel C9, which has to be set instead");
  }

  @Test
  void anInterruptEndsTheFiling() {
    world.slack.plan("chat.postMessage", Reply.limited(3));
    Thread.currentThread().interrupt();

    assertThatThrownBy(this::file)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
  }
}

package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.slack.RequestMessage.APPROVE;
import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.table.TableApprovalsProvider;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What outlives a process, on one product. */
abstract class SlackRestartContract {
  private final DatabaseProduct product;
  private final MutableClock clock = new MutableClock();
  private SlackWorld world;
  private TestDatabase database;

  SlackRestartContract(DatabaseProduct product) {
    this.product = product;
  }

  @BeforeEach
  void opensTheWorld() throws Exception {
    database = TestDatabases.open(product);
    world = new SlackWorld();
  }

  @AfterEach
  void endsTheWorld() throws Exception {
    if (world != null) {
      world.close();
    }
    if (database != null) {
      database.close();
    }
  }

  private ApprovalService process() {
    return world.process(world.settings(database), clock);
  }

  private AccessRequest file(ApprovalService service) throws RefusedException {
    return service.file(draft("SELECT a FROM b", requirement(2, 1), clock.instant()));
  }

  private void untilItSays(AccessRequest request, String text) {
    SlackWorld.until(() -> assertThat(world.slack.about(request.id()).text()).contains(text));
  }

  @Test
  void aClickCountsAfterTheProcessThatPostedIsGone() throws Exception {
    ApprovalService first = process();
    AccessRequest filed = file(first);
    first.close();
    SlackWorld.until(() -> assertThat(world.slack.socket.connections()).isZero());
    ApprovalService second = process();

    assertThat(file(second)).isEqualTo(filed);
    world.untilConnected();
    world.slack.socket.click("U1DORA", world.slack.about(filed.id()), APPROVE);
    untilItSays(filed, "1 of 2 said yes");
    world.slack.socket.click("U2SAM", world.slack.about(filed.id()), APPROVE);

    untilItSays(filed, "Access request approved");
    assertThat(second.consume(filed.id())).isPresent();
    assertThat(world.slack.calls("chat.postMessage")).isEqualTo(1);
  }

  @Test
  void anyProcessNoticesThatTimeIsOver() throws Exception {
    ApprovalService first = process();
    AccessRequest filed = file(first);
    first.close();
    clock.advance(ANSWER_WITHIN);

    AccessRequest next = file(process());

    assertThat(next.id()).isNotEqualTo(filed.id());
    untilItSays(filed, "Access request expired");
  }

  @Test
  void manyProcessesUpdateAMessageOnce() throws Exception {
    AccessRequest filed = file(process());
    for (int i = 0; i < 3; i++) {
      assertThat(file(process())).isEqualTo(filed);
    }
    SlackWorld.until(() -> assertThat(world.slack.socket.connections()).isEqualTo(4));

    clock.advance(ANSWER_WITHIN);

    untilItSays(filed, "Access request expired");
    Thread.sleep(300);
    assertThat(world.slack.calls("chat.update")).isEqualTo(1);
  }

  @Test
  void aProcessWithoutASocketUpdatesTheMessageWhenItAnswers() throws Exception {
    AccessRequest filed = file(process());
    ApprovalService console = process();

    console.desk().orElseThrow().answer(filed.id(), person("dora", "dba"), false, "no");

    assertThat(world.slack.about(filed.id()).text()).contains("Access request rejected");
  }

  @Test
  void aClickCountsAtAnyProcessOfTheApp() throws Exception {
    ApprovalService asking = process();
    AccessRequest filed = file(asking);
    world.untilConnected();
    ApprovalService other = process();
    other.file(draft("SELECT c FROM d", requirement(1, 1), clock.instant()));
    SlackWorld.until(() -> assertThat(world.slack.socket.greeted.get()).isEqualTo(2));

    // To the socket that was opened last.
    world.slack.socket.click("U1DORA", world.slack.about(filed.id()), APPROVE);
    untilItSays(filed, "1 of 2 said yes");
    asking.close();
    world.slack.socket.click("U2SAM", world.slack.about(filed.id()), APPROVE);

    untilItSays(filed, "Access request approved");
    assertThat(other.consume(filed.id())).isPresent();
  }

  @Test
  void theSameClickAtTwoProcessesCountsOnceAndDisturbsNobody() throws Exception {
    AccessRequest filed = file(process());
    world.untilConnected();
    var payload =
        FakeSocket.payload(
            "U1DORA",
            world.slack.about(filed.id()),
            APPROVE,
            world.slack.about(filed.id()).nonce());
    world.slack.socket.sendPayload("twice", payload);
    untilItSays(filed, "1 of 2 said yes");
    file(process());
    SlackWorld.until(() -> assertThat(world.slack.socket.greeted.get()).isEqualTo(2));

    world.slack.socket.sendPayload("twice", payload);
    world.slack.socket.click("U2SAM", world.slack.about(filed.id()), APPROVE);

    untilItSays(filed, "Access request approved");
    assertThat(world.slack.socket.acknowledged).filteredOn("twice"::equals).hasSize(2);
    assertThat(world.slack.whispers).isEmpty();
  }

  @Test
  void aDeskThatKnowsNothingOfSlackIsFollowed() throws Exception {
    ApprovalService slack = process();
    AccessRequest filed = file(slack);
    var texts = new HashMap<String, String>();
    world
        .settings(database)
        .forEach(
            (name, value) -> {
              if (name.startsWith("store.")) {
                texts.put(name.substring("store.".length()), value);
              }
            });
    try (ApprovalService table =
        new TableApprovalsProvider().create(SettingValues.of("jit.approval.table.", texts))) {
      table.cancel(filed.id());
    }

    clock.advance(Duration.ofMinutes(1));

    untilItSays(filed, "Access request cancelled");
  }

  @Test
  void whoWaitsIsToldOfBothPlacesToAnswer() throws Exception {
    ApprovalService service = process();
    AccessRequest filed = file(service);

    assertThat(service.nextStep(filed))
        .isEqualTo("answer in Slack, channel C0123ABCD, or jit approve " + filed.id());
  }
}

package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.slack.RequestMessage.APPROVE;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.spring.server.AskingShop;
import io.jitjdbc.spring.server.RunningControlPlane;
import io.jitjdbc.spring.server.SignIn;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People answer in Slack what drivers ask the control plane. */
class ControlPlaneSlackTest {
  private static final Subject ANN = person("ann", "analysts");
  private static final Subject DORA = person("dora", "dba");

  private final TestIssuer issuer = TestIssuer.start();
  private final SubjectTokens tokens = new SubjectTokens(issuer, InstantSource.system());
  private SlackWorld world;
  private TestDatabase database;
  private RunningControlPlane controlPlane;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    world = new SlackWorld();
    database = TestDatabases.open(DatabaseProduct.H2);
    controlPlane = instance(database);
    world.untilConnected();
  }

  private RunningControlPlane instance(TestDatabase shared) throws Exception {
    var properties = new HashMap<String, String>();
    properties.put("jit.server.id-token-algorithm", "ES256");
    properties.put("jit.server.approvals", "slack");
    world
        .settings()
        .forEach((name, value) -> properties.put("jit.server.approval.slack." + name, value));
    properties.remove("jit.server.approval.slack.poll");
    return RunningControlPlane.start(
        shared, issuer, ANN.issuer(), InstantSource.system(), properties);
  }

  @AfterEach
  void stop() throws Exception {
    controlPlane.close();
    world.close();
    database.close();
    issuer.close();
  }

  private static BookApprovals approvals(RunningControlPlane at) {
    return at.bean(BookApprovals.class);
  }

  private static AccessRequest filed(RunningControlPlane at) throws Exception {
    return approvals(at).file(draft("SELECT 1", requirement(1, 1), Instant.now()));
  }

  private static void untilApproved(RunningControlPlane at, AccessRequest filed) {
    SlackWorld.until(
        () -> assertThat(approvals(at).state(filed.id()).status()).isEqualTo(Status.APPROVED));
  }

  @Test
  void aStatementWaitsForAClickInSlackAndThePageSaysWhoseItWas() throws Exception {
    try (var shop = new AskingShop(directory, issuer, ANN.issuer(), controlPlane.address())) {
      CompletableFuture<Integer> read = shop.payroll(tokens.token(ANN).reveal());
      SlackWorld.until(() -> assertThat(world.slack.messages()).hasSize(1));
      FakeSlack.Message message = world.slack.messages().get(0);
      String id = approvals(controlPlane).open().get(0).request().id();
      assertThat(message.text()).contains(id, "payroll");

      world.slack.socket.click("U1DORA", message, APPROVE);

      assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(7);
      assertThat(SignIn.as(controlPlane, issuer, ANN).get("/console/requests/" + id).body())
          .contains("dora");
      world.untilItSays(approvals(controlPlane).find(id).request(), "dora");
    }
  }

  @Test
  void theRulesOfThePageHoldForClicks() throws Exception {
    AccessRequest filed = filed(controlPlane);
    FakeSlack.Message message = world.slack.about(filed.id());

    world.slack.socket.click("U3ANN", message, APPROVE);
    world.untilTold("U3ANN", "did not count");
    world.slack.socket.click("U4EVE", message, APPROVE);
    world.untilTold("U4EVE", "did not count");
    world.slack.socket.click("U9WHO", message, APPROVE);
    world.untilTold("U9WHO", "file of approvers");

    assertThat(approvals(controlPlane).state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void whatIsAnsweredOnThePageIsSaidInSlack() throws Exception {
    AccessRequest filed = filed(controlPlane);

    SignIn.as(controlPlane, issuer, DORA)
        .submit(
            "/console/requests/" + filed.id(),
            "/console/requests/" + filed.id() + "/answer",
            Map.of("granted", "false", "comment", "not today"));

    world.untilItSays(filed, "not today");
  }

  @Test
  void nothingIsFiledThatNobodyIsToldOf() throws Exception {
    world.slack.plan("chat.postMessage", FakeSlack.Reply.refused("not_in_channel"));

    assertThatThrownBy(() -> filed(controlPlane)).hasMessageContaining("slack");
    assertThat(approvals(controlPlane).open()).isEmpty();
  }

  @Test
  void oneOfTwoInstancesPostsAndEitherTakesTheAnswer() throws Exception {
    // It has another database: a click that Slack sends there would be lost.
    controlPlane.close();
    SlackWorld.until(() -> assertThat(world.slack.socket.connections()).isZero());
    try (TestDatabase shared = TestDatabases.open(DatabaseProduct.POSTGRESQL);
        RunningControlPlane one = instance(shared)) {
      AccessRequest first;
      AccessRequest second;
      try (RunningControlPlane other = instance(shared)) {
        SlackWorld.until(() -> assertThat(world.slack.socket.connections()).isEqualTo(2));
        first = filed(one);
        assertThat(filed(other).id()).isEqualTo(first.id());
        // Slack sends to the connection that was opened last.
        world.slack.socket.click("U1DORA", world.slack.about(first.id()), APPROVE);
        untilApproved(one, first);
        second = approvals(other).file(draft("SELECT 2", requirement(1, 1), Instant.now()));
      }
      SlackWorld.until(() -> assertThat(world.slack.socket.connections()).isEqualTo(1));

      world.slack.socket.click("U1DORA", world.slack.about(second.id()), APPROVE);

      untilApproved(one, second);
      assertThat(world.slack.messages()).hasSize(2);
      world.untilItSays(second, "dora");
    }
  }
}

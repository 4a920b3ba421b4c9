package io.jitjdbc.approval.webhook;

import static io.jitjdbc.approval.webhook.WebhookFixture.SECRET;
import static io.jitjdbc.approval.webhook.WebhookFixture.decided;
import static io.jitjdbc.approval.webhook.WebhookFixture.yes;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.protocol.Filing;
import io.jitjdbc.spring.server.Http;
import io.jitjdbc.spring.server.RunningControlPlane;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another system decides what drivers ask two instances of the control plane. */
class ControlPlaneWebhookTest {
  private static final Subject ANN = person("ann", "analysts");
  private static final String PEOPLE =
      """
      approvers:
        - {issuer: "%s", id: id-of-dora, name: dora, groups: [dba], webhook: "@dora"}
        - {issuer: "%s", id: id-of-ann, name: ann, groups: [dba], webhook: "@ann"}
      """;

  private final int port = WebhookFixture.freePort();
  private final TestIssuer issuer = TestIssuer.start();
  private FakePeer peer;
  private TestDatabase database;
  private RunningControlPlane listening;
  private RunningControlPlane asking;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    peer = new FakePeer(InstantSource.system());
    String people = PEOPLE.formatted(ANN.issuer(), ANN.issuer());
    Files.writeString(directory.resolve("approvers.yaml"), people);
    database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    listening = instance(Map.of("callback", "127.0.0.1:" + port, "fetch", "false"));
    asking = instance(Map.of("poll", "10ms"));
  }

  private RunningControlPlane instance(Map<String, String> more) throws Exception {
    var settings = new HashMap<>(more);
    settings.put("address", peer.address());
    settings.put("secret", SECRET);
    settings.put("approvers.file", directory.resolve("approvers.yaml").toString());
    var properties = new HashMap<String, String>();
    properties.put("jit.server.approvals", "webhook");
    settings.forEach((name, value) -> properties.put("jit.server.approval.webhook." + name, value));
    return RunningControlPlane.start(
        database, issuer, ANN.issuer(), InstantSource.system(), properties);
  }

  @AfterEach
  void stop() throws Exception {
    asking.close();
    listening.close();
    database.close();
    issuer.close();
    // It compares whole seconds, between which a message may be on its way.
    peer.complaints.removeIf(complaint -> complaint.startsWith("time of"));
    peer.close();
  }

  private static BookApprovals approvals(RunningControlPlane at) {
    return at.bean(BookApprovals.class);
  }

  private static AccessRequest filed(RunningControlPlane at) throws Exception {
    return approvals(at).file(draft("SELECT 1", requirement(1, 1), Instant.now()));
  }

  private static void until(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private int deliver(String body) throws Exception {
    String id = "msg_" + System.nanoTime();
    long now = Instant.now().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/any"))
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", FakePeer.signature(SECRET, id, now, body))
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void oneInstanceTellsAndTheOtherAsksForTheDecision() throws Exception {
    AccessRequest filed = filed(listening);
    assertThat(filed(asking).id()).isEqualTo(filed.id());

    peer.answers.put(FakePeer.path(filed.id()), peer.signed(decided(yes(filed, "@dora"))));

    until(
        () ->
            assertThat(approvals(listening).find(filed.id()).state().status())
                .isEqualTo(Status.APPROVED));
    assertThat(approvals(listening).find(filed.id()).state().answers().get(0).approverName())
        .isEqualTo("dora");
    assertThat(peer.delivered("requested")).hasSize(1);
    until(() -> assertThat(peer.delivered("changed")).hasSize(1));
  }

  @Test
  void aDecisionThatIsDeliveredToOneCountsForBoth() throws Exception {
    AccessRequest filed = filed(asking);

    assertThat(deliver(decided(yes(filed, "@dora")))).isEqualTo(204);

    assertThat(approvals(asking).state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(approvals(asking).consume(filed.id())).isPresent();
  }

  @Test
  void nobodyAnswersTheirOwnNorAsAStranger() throws Exception {
    AccessRequest filed = filed(asking);

    assertThat(deliver(decided(yes(filed, "@ann")))).isNotEqualTo(204);
    assertThat(deliver(decided(yes(filed, "@who")))).isNotEqualTo(204);

    assertThat(approvals(asking).state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void noCallerSaysWhereItConnectsTo() throws Exception {
    AccessRequest draft = draft("SELECT 1", requirement(1, 1), Instant.now());
    String token = new SubjectTokens(issuer, InstantSource.system()).token(ANN).reveal();
    String body = Filing.of(draft).json();

    for (String name : new String[] {"webhook", "callback", "address", "url"}) {
      HttpResponse<String> answer =
          new Http(asking.address())
              .send(
                  "POST",
                  "/v1/requests",
                  body.replaceFirst("\\{", "{\"" + name + "\":\"" + peer.origin() + "/stolen\","),
                  "Authorization",
                  "Bearer " + token,
                  "Idempotency-Key",
                  '"' + draft.binding().digest() + '"');
      assertThat(answer.statusCode()).isEqualTo(422);
    }
    assertThat(peer.delivered).isEmpty();
  }
}

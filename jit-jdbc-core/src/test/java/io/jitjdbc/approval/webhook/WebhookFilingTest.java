package io.jitjdbc.approval.webhook;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.MutableClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other end is told of a request, or the request is withdrawn. */
class WebhookFilingTest {
  @TempDir private Path directory;
  private WebhookFixture fixture;
  private FakePeer peer;
  private final MutableClock clock = new MutableClock();

  @BeforeEach
  void begins() throws Exception {
    fixture = new WebhookFixture(directory, clock);
    peer = fixture.peer;
  }

  @AfterEach
  void nobodyComplained() {
    fixture.close();
  }

  private void isRefused(ApprovalService service, String why) {
    AccessRequest draft = draft(WebhookFixture.SQL, requirement(1, 1), clock.instant());
    assertThatThrownBy(() -> service.file(draft))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE))
        .hasMessageContaining(why)
        .hasMessageContaining("jit.approval.webhook.address")
        .message()
        .doesNotContain("secret-path", WebhookFixture.SQL);
    assertThat(status(service, draft)).isEqualTo(Status.CANCELLED);
  }

  private static Status status(ApprovalService service, AccessRequest request) {
    try {
      return service.state(request.id()).status();
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theMessageSaysWhoWantsWhatAndWhoMayAnswer() throws Exception {
    AccessRequest filed = fixture.file(fixture.open(), 2);

    Map<String, Object> data = peer.delivered("requested").get(0).data();
    assertThat(data)
        .containsEntry("task", filed.id())
        .containsEntry("statement", WebhookFixture.SQL)
        .containsEntry("reason", "more than 1000 rows")
        .containsEntry("purpose", "TICKET-7")
        .containsEntry("target", "jdbc:h2:mem:shop")
        .containsEntry("expiresAt", filed.expiresAt().toString())
        .containsEntry("resources", List.of("shop.customers.email", "shop.customers.name"))
        .containsEntry(
            "subject", Map.of("issuer", "https://issuer.example", "id", "id-of-ann", "name", "ann"))
        .doesNotContainKey("emergency");
    assertThat(data.get("requirement").toString()).contains("dba, security", "quorum=2");
    assertThat(data.toString()).doesNotContain("digest of");
  }

  @Test
  void aRequestThatIsJoinedIsNotSentAgain() throws Exception {
    ApprovalService service = fixture.open();

    assertThat(fixture.file(service, 1)).isEqualTo(fixture.file(service, 1));

    assertThat(peer.delivered("requested")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void whatMayPassIsTriedAgainUnderTheSameId(int status) throws Exception {
    peer.next.add(FakePeer.status(status, "Retry-After", "0"));

    fixture.file(fixture.open(), 1);

    assertThat(peer.delivered("requested"))
        .hasSize(2)
        .extracting(FakePeer.Delivered::id)
        .containsOnly(peer.delivered.get(0).id());
  }

  @Test
  void aPeerThatAsksForMoreTimeThanThereIsIsNotWaitedFor() throws Exception {
    peer.next.add(FakePeer.status(429, "Retry-After", "60"));
    long begin = System.nanoTime();

    isRefused(fixture.open(), "status 429");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(peer.delivered("requested")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 410, 422})
  void whatWillNotPassIsNotTriedAgain(int status) throws Exception {
    peer.next.add(FakePeer.status(status, "Location", peer.origin() + "/elsewhere"));

    isRefused(fixture.open(), "status " + status);

    assertThat(peer.delivered("requested")).hasSize(1);
    assertThat(peer.asked).doesNotContain("/elsewhere");
  }

  @Test
  void aPeerThatNeverWorksIsGivenUp() throws Exception {
    for (int i = 0; i < 4; i++) {
      peer.next.add(FakePeer.status(500, "Retry-After", "0"));
    }

    isRefused(fixture.open(), "status 500");

    assertThat(peer.delivered("requested")).hasSize(4);
  }

  @Test
  void aPeerThatTalksWithoutEndIsGivenUpInTime() {
    peer.next.add(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            pause(100);
          }
        });
    long begin = System.nanoTime();

    isRefused(fixture.open(), "did not answer within");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aPeerThatHangsUpIsTriedAgain() throws Exception {
    peer.next.add(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
        });

    fixture.file(fixture.open(), 1);

    assertThat(peer.delivered("requested")).hasSize(2);
  }

  @Test
  void aPeerThatIsDownRefusesTheStatement() throws Exception {
    int nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }

    isRefused(
        fixture.open("address", "http://127.0.0.1:" + nobody + "/secret-path"),
        "cannot be reached");
  }

  @Test
  void aPeerThatSaysNothingRefusesTheStatement() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      isRefused(
          fixture.open("address", "http://127.0.0.1:" + silent.getLocalPort() + "/secret-path"),
          "did not answer within");
    }
  }

  @Test
  void anEmergencyThatNobodyCouldBeToldOfIsOver() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest emergency = emergency();
    peer.next.add(FakePeer.status(400));

    assertThatThrownBy(() -> service.file(emergency)).hasMessageContaining("status 400");

    assertThat(status(service, emergency)).isEqualTo(Status.REVOKED);
    assertThat(service.consume(emergency.id())).isEmpty();
    AccessRequest next = service.file(emergency());
    assertThat(next.id()).isNotEqualTo(emergency.id());
    assertThat(peer.delivered("requested").get(1).data())
        .containsEntry("emergency", "the shop is down");
  }

  private AccessRequest emergency() {
    var needs =
        new ApprovalRequirement(
            List.of(new ApprovalStage(Set.of("dba"), 1)),
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new BreakGlass(Set.of("analysts"), Duration.ofMinutes(10))),
            Optional.empty());
    AccessRequest plain = draft(WebhookFixture.SQL, needs, clock.instant());
    return new AccessRequest(
        plain.id(),
        plain.subject(),
        plain.actor(),
        plain.binding(),
        needs,
        plain.summary(),
        plain.filedAt(),
        "the shop is down");
  }

  @Test
  void anInterruptedThreadIsRefusedAtOnce() {
    ApprovalService service = fixture.open();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> fixture.file(service, 1)).hasMessageContaining("interrupted");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void thePeerHearsWhatBecomesOfARequest() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    service.desk().orElseThrow().answer(filed.id(), person("dora", "dba"), true, "fine");
    service.consume(filed.id());
    service.close();

    assertThat(peer.delivered("changed"))
        .extracting(one -> one.data().get("status"))
        .containsExactly("approved", "consumed");
    assertThat(peer.delivered("changed").get(0).data().get("answers").toString())
        .contains("dora", "approved", "fine");
  }

  @Test
  void whatPeersThinkOfChangesDoesNotMatter() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    peer.next.add(FakePeer.status(410));

    service.cancel(filed.id());

    await().until(() -> peer.delivered("changed").size() == 1);
    assertThat(status(service, filed)).isEqualTo(Status.CANCELLED);
  }

  @Test
  void aSecretInAFileMayBeRotatedAtAnyMoment() throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), WebhookFixture.OTHER_SECRET + "\n");
    ApprovalService service = fixture.open("secret", "", "secret.file", file.toString());
    peer.secrets = List.of(WebhookFixture.OTHER_SECRET);
    fixture.file(service, 1);

    Files.writeString(file, WebhookFixture.SECRET + "\n" + WebhookFixture.OTHER_SECRET + "\n");
    peer.secrets = List.of(WebhookFixture.SECRET, WebhookFixture.OTHER_SECRET);
    AccessRequest second = fixture.file(service, 2);

    assertThat(second.requirement().quorum()).isOne();
    service.file(draft("SELECT 2", requirement(1, 1), clock.instant()));
    assertThat(peer.delivered("requested").get(1).signatures()).contains(" v1,");
  }

  @Test
  void aFileWithoutSecretsRefusesTheStatement() throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), "canary-of-a-secret");
    ApprovalService service = fixture.open("secret", "", "secret.file", file.toString());

    assertThatThrownBy(() -> fixture.file(service, 1))
        .isInstanceOf(RefusedException.class)
        .message()
        .doesNotContain("canary");
    Files.delete(file);
    assertThatThrownBy(() -> fixture.file(service, 1)).isInstanceOf(RefusedException.class);
  }

  @Test
  void theLogHoldsNoSecretAndNoStatement() throws Exception {
    try (LogCapture log = LogCapture.open()) {
      ApprovalService service = fixture.open();
      AccessRequest filed = fixture.file(service, 1);
      peer.answers.put(FakePeer.path(filed.id()), FakePeer.body(200, "canary-of-an-answer"));
      service.state(filed.id());
      peer.next.add(FakePeer.status(400));
      service.cancel(filed.id());
      service.close();

      String key = WebhookFixture.SECRET.substring("whsec_".length());
      assertThat(log.text())
          .contains("could not be asked about request " + filed.id())
          .doesNotContain(key, WebhookFixture.SQL, "canary");
    }
  }
}

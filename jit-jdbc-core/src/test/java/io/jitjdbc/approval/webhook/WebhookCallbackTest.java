package io.jitjdbc.approval.webhook;

import static io.jitjdbc.approval.webhook.WebhookFixture.decided;
import static io.jitjdbc.approval.webhook.WebhookFixture.decision;
import static io.jitjdbc.approval.webhook.WebhookFixture.yes;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.MutableClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other end delivers decisions, and others try to. */
class WebhookCallbackTest {
  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock();
  private WebhookFixture fixture;
  private ApprovalService service;
  private AccessRequest filed;

  @BeforeEach
  void files() throws Exception {
    fixture = new WebhookFixture(directory, clock);
    fixture.knows(person("dora", "dba"), person("sam", "security"), person("ann", "dba"));
    service = fixture.openListening();
    filed = fixture.file(service, 1);
  }

  @AfterEach
  void nobodyComplained() {
    fixture.close();
  }

  private Status status() throws Exception {
    return service.state(filed.id()).status();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private void isTurnedAway(int expected, int status) throws Exception {
    assertThat(status).isEqualTo(expected);
    assertThat(status()).isEqualTo(Status.REQUESTED);
    assertThat(service.desk().orElseThrow().find(filed.id()).state().answers()).isEmpty();
  }

  @Test
  void aSignedDecisionIsTaken() throws Exception {
    assertThat(fixture.deliver(decided(yes(filed, "@dora")))).isEqualTo(204);

    assertThat(status()).isEqualTo(Status.APPROVED);
    assertThat(service.consume(filed.id()).orElseThrow().approvers()).containsExactly("dora");
  }

  @Test
  void aForgedOneIsNot() throws Exception {
    String body = decided(yes(filed, "@dora"));
    String good = FakePeer.signature(WebhookFixture.SECRET, "m", now(), body);
    String time = Long.toString(now());

    isTurnedAway(401, fixture.post("m", time, "v1,AAAA", body));
    isTurnedAway(401, fixture.post("m", time, good.replace("v1,", "v0,"), body));
    isTurnedAway(401, fixture.post("m2", time, good, body));
    isTurnedAway(401, fixture.post("m", time, good, body.replace("@dora", "@sam")));
    isTurnedAway(401, fixture.deliver("m", WebhookFixture.OTHER_SECRET, now(), body));
    isTurnedAway(401, fixture.deliver("m", WebhookFixture.SECRET, now() - 301, body));
    isTurnedAway(401, fixture.deliver("m", WebhookFixture.SECRET, now() + 301, body));
  }

  @Test
  void whatWeSignOurselvesIsNobodysDecision() throws Exception {
    FakePeer.Delivered own = fixture.peer.delivered.get(0);

    isTurnedAway(400, fixture.post(own.id(), Long.toString(now()), own.signatures(), own.body()));
  }

  @Test
  void theSameDeliveryTwiceCountsOnce() throws Exception {
    String body = decided(yes(filed, "@dora"));
    assertThat(fixture.deliver("m", WebhookFixture.SECRET, now(), body)).isEqualTo(204);
    assertThat(service.consume(filed.id())).isPresent();

    assertThat(fixture.deliver("m", WebhookFixture.SECRET, now(), body)).isEqualTo(204);
    assertThat(fixture.deliver("m2", WebhookFixture.SECRET, now(), body)).isEqualTo(204);

    assertThat(service.consume(filed.id())).isEmpty();
    assertThat(service.desk().orElseThrow().find(filed.id()).state().answers()).hasSize(1);
  }

  @Test
  void anotherDecisionUnderAnIdThatWasTakenIsNotTakenInSilence() throws Exception {
    service.cancel(filed.id());
    filed = fixture.file(service, 2);
    fixture.deliver("m", WebhookFixture.SECRET, now(), decided(yes(filed, "@dora")));
    String other = decided(yes(filed, "@sam"));

    assertThat(fixture.deliver("m", WebhookFixture.SECRET, now(), other)).isEqualTo(409);

    assertThat(fixture.deliver("m2", WebhookFixture.SECRET, now(), other)).isEqualTo(204);
    assertThat(status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void aReplayedDeliveryDoesNotAnswerTheNextRequest() throws Exception {
    String body = decided(yes(filed, "@dora"));
    fixture.deliver("m", WebhookFixture.SECRET, now(), body);
    service.consume(filed.id());
    filed = fixture.file(service, 1);

    isTurnedAway(204, fixture.deliver("m", WebhookFixture.SECRET, now(), body));
    clock.advance(Duration.ofSeconds(301));
    isTurnedAway(401, fixture.deliver("m", WebhookFixture.SECRET, now() - 301, body));
  }

  @Test
  void whoComesTooLateOrChangesTheirMindIsToldSo() throws Exception {
    fixture.deliver(decided(yes(filed, "@dora")));

    assertThat(fixture.deliver(decided(decision(filed.id(), "@dora", false, "")))).isEqualTo(409);
    assertThat(fixture.deliver(decided(yes(filed, "@sam")))).isEqualTo(409);

    assertThat(status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void aStageThatIsAnsweredTooEarlyIsTakenWhenItsTimeHasCome() throws Exception {
    var stages =
        List.of(new ApprovalStage(Set.of("security"), 1), new ApprovalStage(Set.of("dba"), 1));
    var needs =
        new ApprovalRequirement(
            stages,
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    filed = service.file(draft("SELECT 2", needs, clock.instant()));
    String early = decided(yes(filed, "@dora"));

    isTurnedAway(409, fixture.deliver("m", WebhookFixture.SECRET, now(), early));
    assertThat(fixture.deliver(decided(yes(filed, "@sam")))).isEqualTo(204);
    assertThat(fixture.deliver("m", WebhookFixture.SECRET, now(), early)).isEqualTo(204);

    assertThat(status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void peopleWhoMayNotAnswerDoNot() throws Exception {
    isTurnedAway(403, fixture.deliver(decided(yes(filed, "@eve"))));
    isTurnedAway(409, fixture.deliver(decided(yes(filed, "@ann"))));
    isTurnedAway(404, fixture.deliver(decided(decision("unknown0", "@dora", true, ""))));
  }

  @Test
  void withoutAFileOfApproversNobodyAnswers() throws Exception {
    Files.delete(directory.resolve("approvers.yaml"));

    isTurnedAway(503, fixture.deliver(decided(yes(filed, "@dora"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "[]", "garbage", "{\"type\":\"other\",\"data\":{}}"})
  void garbageIsTurnedAway(String body) throws Exception {
    isTurnedAway(400, fixture.deliver(body));
  }

  @Test
  void nestingWithoutEndIsTurnedAway() throws Exception {
    isTurnedAway(400, fixture.deliver("{\"type\":" + "[".repeat(60_000)));
  }

  @Test
  void moreThanSixtyFourKilobytesAreNotRead() throws Exception {
    String comment = "x".repeat(70_000);
    String body = decided(decision(filed.id(), "@dora", true, comment));

    try {
      isTurnedAway(413, fixture.deliver(body));
    } catch (IOException e) {
      // It may hang up before everything was sent.
      isTurnedAway(413, 413);
    }
  }

  @Test
  void nothingButPostIsServed() throws Exception {
    var connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + fixture.port + "/").toURL().openConnection();

    assertThat(connection.getResponseCode()).isEqualTo(405);
  }

  @Test
  void whoNeverFinishesDoesNotKeepOthersAway() throws Exception {
    try (var one = new Socket(InetAddress.getLoopbackAddress(), fixture.port);
        var other = new Socket(InetAddress.getLoopbackAddress(), fixture.port)) {
      one.getOutputStream().write("POST / HT".getBytes(StandardCharsets.US_ASCII));
      other
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
      other.shutdownOutput();

      assertThat(fixture.deliver(decided(yes(filed, "@dora")))).isEqualTo(204);
    }
  }

  @Test
  void aPortThatIsTakenRefusesTheStatement() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ApprovalService second = fixture.open("callback", "127.0.0.1:" + taken.getLocalPort());
      int told = fixture.peer.delivered.size();

      assertThatThrownBy(() -> fixture.file(second, 1))
          .hasMessageContaining("jit.approval.webhook.callback");

      assertThat(fixture.peer.delivered).hasSize(told);
    }
  }

  @Test
  void aDeskAloneDoesNotListen() throws Exception {
    service.close();
    ApprovalService desk = fixture.openListening();
    desk.desk().orElseThrow().open();

    assertThatThrownBy(() -> fixture.deliver("{}")).isInstanceOf(ConnectException.class);
  }
}

package io.jitjdbc.approval.webhook;

import static io.jitjdbc.approval.webhook.WebhookFixture.decided;
import static io.jitjdbc.approval.webhook.WebhookFixture.decision;
import static io.jitjdbc.approval.webhook.WebhookFixture.yes;
import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.MutableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting statements ask the other end what was decided. */
class WebhookPollTest {
  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock();
  private WebhookFixture fixture;
  private FakePeer peer;
  private ApprovalService service;
  private AccessRequest filed;

  @BeforeEach
  void files() throws Exception {
    fixture = new WebhookFixture(directory, clock);
    peer = fixture.peer;
    fixture.knows(person("dora", "dba"), person("sam", "security"), person("ann", "dba"));
    service = fixture.open();
    filed = fixture.file(service, 1);
  }

  @AfterEach
  void nobodyComplained() {
    fixture.close();
  }

  private void answers(FakePeer.Answering answering) {
    peer.answers.put(FakePeer.path(filed.id()), answering);
  }

  private RequestState look() throws Exception {
    Thread.sleep(3);
    return service.state(filed.id());
  }

  private void nothingHappens(FakePeer.Answering answering) throws Exception {
    answers(answering);
    int before = peer.asked.size();
    RequestState state = look();
    assertThat(peer.asked).hasSize(before + 1);
    assertThat(state.status()).isEqualTo(Status.REQUESTED);
    assertThat(state.answers()).isEmpty();
  }

  @Test
  void aSignedYesIsTaken() throws Exception {
    assertThat(look().status()).isEqualTo(Status.REQUESTED);
    answers(peer.signed(decided(yes(filed, "@dora"))));

    RequestState state = look();

    assertThat(state.status()).isEqualTo(Status.APPROVED);
    assertThat(state.answers().get(0).approver()).isEqualTo(person("dora").key());
    assertThat(state.answers().get(0).comment()).isEqualTo("fine");
    assertThat(service.consume(filed.id())).isPresent();
  }

  @Test
  void aSignedNoIsTakenAndNobodyIsAskedAgain() throws Exception {
    answers(peer.signed(decided(decision(filed.id(), "@dora", false, ""))));

    assertThat(look().status()).isEqualTo(Status.REJECTED);
    int before = peer.asked.size();
    look();
    assertThat(peer.asked).hasSize(before);
  }

  @Test
  void aQuorumIsReachedByAListThatGrows() throws Exception {
    service.cancel(filed.id());
    filed = fixture.file(service, 2);
    answers(peer.signed(decided("[]")));
    assertThat(look().answers()).isEmpty();
    String dora = yes(filed, "@dora");
    answers(peer.signed(decided("[" + dora + "," + dora + "]")));
    assertThat(look().answers()).hasSize(1);
    assertThat(look().answers()).hasSize(1);

    answers(peer.signed(decided("[" + dora + "," + yes(filed, "@sam") + "]")));

    assertThat(look().status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void nobodyUnknownAndNobodyInterestedDecides() throws Exception {
    nothingHappens(peer.signed(decided(yes(filed, "@eve"))));
    nothingHappens(peer.signed(decided(yes(filed, "dora"))));
    nothingHappens(peer.signed(decided(yes(filed, "@ann"))));
    nothingHappens(peer.signed(decided(decision(filed.id(), "@ann", false, ""))));
  }

  @Test
  void whatIsUnsignedOldOrOfAnotherKeyIsNothing() throws Exception {
    String body = decided(yes(filed, "@dora"));
    long now = clock.instant().getEpochSecond();
    nothingHappens(FakePeer.body(200, body));
    nothingHappens(FakePeer.signed(body, WebhookFixture.OTHER_SECRET, now));
    nothingHappens(FakePeer.signed(body, WebhookFixture.SECRET, now - 301));
    nothingHappens(FakePeer.signed(body, WebhookFixture.SECRET, now + 301));
  }

  @Test
  void anAnswerForAnotherRequestIsNothing() throws Exception {
    AccessRequest other = filed;
    service.cancel(filed.id());
    filed = fixture.file(service, 1);

    nothingHappens(
        peer.signed(decided("[" + yes(filed, "@dora") + "," + yes(other, "@dora") + "]")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{",
        "{}",
        "\u0000",
        "{\"type\":\"jit.approval.decided\"}",
        "{\"type\":\"jit.approval.decided\",\"data\":null}",
        "{\"type\":\"jit.approval.decided\",\"data\":[null]}",
        "{\"type\":\"jit.approval.decided\",\"data\":\"approved\"}",
        "{\"type\":\"jit.approval.decided\",\"data\":{\"task\":\"ID\",\"approver\":\"@dora\"}}",
        "{\"type\":\"jit.approval.decided\",\"data\":"
            + "{\"task\":\"ID\",\"approver\":\"@dora\",\"decision\":\"APPROVED\"}}",
        "{\"type\":\"jit.approval.decided\",\"data\":"
            + "{\"task\":\"ID\",\"approver\":{},\"decision\":\"approved\"}}",
        "{\"type\":\"jit.approval.requested\",\"data\":"
            + "{\"task\":\"ID\",\"approver\":\"@dora\",\"decision\":\"approved\"}}"
      })
  void whatIsNoDecisionIsNothing(String body) throws Exception {
    nothingHappens(peer.signed(body.replace("ID", filed.id())));
  }

  @Test
  void aDecisionTooManyIsNothing() throws Exception {
    List<String> many = Stream.generate(() -> yes(filed, "@dora")).limit(101).toList();

    nothingHappens(peer.signed(decided(many.toString())));
    nothingHappens(peer.signed(decided(yes(filed, "x".repeat(201)))));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 204, 302, 400, 401, 404, 429, 500})
  void noOtherStatusDecides(int status) throws Exception {
    nothingHappens(FakePeer.status(status));
  }

  @Test
  void aPeerThatSaysNothingHoldsAStatementForTheTimeoutOnly() throws Exception {
    nothingHappens(
        exchange -> {
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void aLongCommentIsCut() throws Exception {
    answers(peer.signed(decided(decision(filed.id(), "@dora", true, "x".repeat(5000)))));

    assertThat(look().answers().get(0).comment()).hasSize(2000);
  }

  @Test
  void aRequestThatIsNotOpenIsNotAskedAbout() throws Exception {
    service.cancel(filed.id());

    assertThat(look().status()).isEqualTo(Status.CANCELLED);

    assertThat(peer.asked).isEmpty();
  }

  @Test
  void thePeerIsNotAskedMoreOftenThanTheIntervalSays() throws Exception {
    ApprovalService slow = fixture.open("poll", "1h");
    filed = fixture.file(slow, 1);

    slow.state(filed.id());
    slow.state(filed.id());

    assertThat(peer.asked).hasSize(1);
  }

  @Test
  void thePeerIsNotAskedAtAllIfItIsNotToBe() throws Exception {
    ApprovalService mute = fixture.open("fetch", "false");

    mute.state(fixture.file(mute, 1).id());

    assertThat(peer.asked).isEmpty();
  }

  private String askedAfter(FakePeer.Answering acceptance) throws RefusedException {
    service.cancel(filed.id());
    // So that the peer has heard of that before.
    service.close();
    peer.next.add(acceptance);
    service = fixture.open();
    filed = fixture.file(service, 1);
    service.state(filed.id());
    return peer.asked.get(peer.asked.size() - 1);
  }

  @Test
  void thePeerIsAskedWhereItWantsToBe() throws Exception {
    assertThat(askedAfter(FakePeer.status(201, "Location", "/tickets/7?view=jit")))
        .isEqualTo("/tickets/7?view=jit");
    assertThat(askedAfter(FakePeer.status(201, "Location", peer.origin() + "/tickets/8")))
        .isEqualTo("/tickets/8");
    assertThat(askedAfter(FakePeer.body(200, "{\"links\":{\"self\":\"/tickets/9\"}}")))
        .isEqualTo("/tickets/9");
    assertThat(askedAfter(FakePeer.body(200, "[garbage"))).isEqualTo(FakePeer.path(filed.id()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/x", "http://127.0.0.1:1/x", "//evil.example/x", "http://evil.example/x",
        "mailto:a@b", "http://user@127.0.0.1/x", "::", "file:///etc/passwd"
      })
  void noOtherOriginIsEverAsked(String place) throws Exception {
    assertThat(askedAfter(FakePeer.status(201, "Location", place)))
        .isEqualTo(FakePeer.path(filed.id()));
  }
}

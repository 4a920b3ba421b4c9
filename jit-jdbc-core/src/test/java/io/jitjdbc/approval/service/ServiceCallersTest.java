package io.jitjdbc.approval.service;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose token it is decides who asks and who answers, and nothing else does. */
class ServiceCallersTest {
  private static final Subject ANN = person("ann", "analysts");
  private static final Subject BATCH = person("batch");
  private static final Subject DORA = person("dora", "dba");
  private static final Subject EVE = person("eve", "analysts");

  private final MutableClock clock = new MutableClock();
  private final ApprovalServiceFixture fixture = new ApprovalServiceFixture(clock);
  private final ApprovalService client = fixture.client();

  @AfterEach
  void close() {
    fixture.close();
  }

  private AccessRequest asks(Subject subject, Subject actor) {
    return draft(subject, actor, "SELECT 1", requirement(1, 1), clock.instant());
  }

  private AccessRequest file() throws RefusedException {
    return client.file(asks(ANN, ANN), Presented.by(fixture.token(ANN)));
  }

  private ApprovalDesk desk(Subject person) {
    return client.desk(fixture.token(person)).orElseThrow();
  }

  private static void isRefused(ThrowingCallable call, String... why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DENIED))
        .message()
        .contains(why);
  }

  @Test
  void nobodyAsksInAnothersName() {
    isRefused(
        () -> client.file(asks(ANN, ANN), Presented.by(fixture.token(EVE))),
        "not filed",
        "subject-mismatch");
    isRefused(
        () -> client.file(asks(ANN, ANN), new Presented(fixture.token(ANN), fixture.token(BATCH))),
        "actor-mismatch");
    isRefused(
        () -> client.file(asks(ANN, BATCH), Presented.by(fixture.token(ANN))), "actor-mismatch");
    assertThat(fixture.service.violations()).isEmpty();
  }

  @Test
  void whoActsForSomebodyBringsBothTokensOrOneThatSaysSo() throws RefusedException {
    AccessRequest both =
        client.file(asks(ANN, BATCH), new Presented(fixture.token(ANN), fixture.token(BATCH)));
    String said =
        fixture.issuer.sign(
            fixture
                .claims(ANN, clock.instant().plusSeconds(60))
                .claim("act", Map.of("iss", BATCH.issuer(), "sub", BATCH.id()))
                .build());

    AccessRequest one = client.file(asks(ANN, BATCH), Presented.by(PresentedToken.of(said)));

    assertThat(one.id()).isEqualTo(both.id());
    isRefused(() -> desk(BATCH).answer(one.id(), BATCH, true, ""), "request of their own");
  }

  @Test
  void withoutATokenNothingIsAsked() {
    isRefused(() -> client.file(asks(ANN, ANN)), "none was presented", "jit.token.file");
    isRefused(
        () ->
            client.file(
                asks(ANN, BATCH), new Presented(PresentedToken.none(), fixture.token(BATCH))),
        "jit.subject.token");
    isRefused(
        () -> client.file(asks(ANN, ANN), Presented.by(PresentedToken.of("a\u0001b"))),
        "no token that HTTP can carry");
    assertThat(fixture.service.asked()).isEmpty();
  }

  @Test
  void aTokenThatIsOverAsksForNothing() {
    PresentedToken token = fixture.token(ANN, Duration.ofMinutes(-1));

    isRefused(
        () -> client.file(asks(ANN, ANN), Presented.by(token)), "token-refused", "Sign in again");
  }

  @Test
  void aTokenThatWasGoodWhenItAskedIsGoodForWhatComesOfIt() throws RefusedException {
    AccessRequest filed = file();
    clock.advance(Duration.ofMinutes(10));
    desk(DORA).answer(filed.id(), DORA, true, "fine");

    assertThat(client.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    var use = client.consume(filed.id()).orElseThrow();
    client.giveBack(use);

    assertThat(client.state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void nobodyAnswersWithATokenThatIsOverOrInAnothersName() throws RefusedException {
    AccessRequest filed = file();
    ApprovalDesk late = client.desk(fixture.token(DORA, Duration.ofMinutes(-1))).orElseThrow();

    isRefused(() -> late.answer(filed.id(), DORA, true, ""), "token-refused");
    isRefused(() -> desk(EVE).answer(filed.id(), DORA, true, ""), "subject-mismatch");
    isRefused(() -> desk(EVE).revoke(filed.id(), DORA, ""), "subject-mismatch");
    isRefused(
        () ->
            desk(EVE)
                .delegate(
                    new Delegation(
                        DORA, EVE.key(), clock.instant(), clock.instant().plusSeconds(60))),
        "subject-mismatch");
    assertThat(client.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void strangersSeeNothingAndDeputiesWhatTheAbsentSee() throws RefusedException {
    AccessRequest filed = file();

    assertThat(desk(EVE).open()).isEmpty();
    isRefused(() -> desk(EVE).find(filed.id()), "no request " + filed.id());
    assertThat(desk(ANN).find(filed.id()).request()).isEqualTo(filed);
    desk(DORA)
        .delegate(
            new Delegation(DORA, EVE.key(), clock.instant(), clock.instant().plusSeconds(60)));

    assertThat(desk(EVE).open()).hasSize(1);
    clock.advance(Duration.ofSeconds(60));
    assertThat(desk(EVE).open()).isEmpty();
  }

  @Test
  void anotherPersonsRequestIsNobodysToUse() throws Exception {
    AccessRequest filed = file();
    desk(DORA).answer(filed.id(), DORA, true, "");
    var calls = new RawCalls(fixture);

    assertThat(calls.send(EVE, "POST", "/v1/requests/" + filed.id() + "/uses", "").status())
        .isEqualTo(404);
    assertThat(calls.send(DORA, "POST", "/v1/requests/" + filed.id() + "/cancel", "").status())
        .isEqualTo(404);
    assertThat(calls.send(EVE, "GET", "/v1/requests/" + filed.id() + "/status", "").status())
        .isEqualTo(404);
    assertThat(client.consume(filed.id())).isPresent();
  }

  @Test
  void noTokenIsInAnyMessage() {
    PresentedToken token = fixture.token(EVE);

    assertThatThrownBy(() -> client.file(asks(ANN, ANN), Presented.by(token)))
        .hasMessageNotContaining(token.reveal())
        .hasMessageNotContaining("eyJ");
    assertThat(Presented.by(token).toString()).doesNotContain(token.reveal());
    assertThat(client.toString()).contains("127.0.0.1");
  }

  @Test
  void aLongListComesInPages() throws RefusedException {
    for (int i = 0; i < 12; i++) {
      clock.advance(Duration.ofMillis(i % 2));
      AccessRequest one =
          draft(
              ANN,
              ANN,
              "SELECT " + i + " -- " + "x".repeat(60_000),
              requirement(1, 1),
              clock.instant());
      client.file(one, Presented.by(fixture.token(ANN)));
    }

    assertThat(desk(DORA).open())
        .hasSize(12)
        .extracting(entry -> entry.request().id())
        .doesNotHaveDuplicates();
    assertThat(fixture.service.asked()).filteredOn("open"::equals).hasSizeGreaterThan(2);
    assertThat(fixture.service.violations()).isEmpty();
  }

  @Test
  void whatIsTooLongToBeShownIsNotAsked() {
    AccessRequest endless = draft("x".repeat(500_000), requirement(1, 1), clock.instant());

    isRefused(() -> client.file(endless, fixture.presented(endless)), "too-large", "Shorten");
  }

  @Test
  void whatComesNextNamesThePageForApprovers() throws RefusedException {
    AccessRequest filed = file();

    assertThat(client.nextStep(filed))
        .isEqualTo(
            "approvers answer at "
                + fixture.service.address()
                + "/console/requests/"
                + filed.id()
                + " or by jit approve "
                + filed.id());
    assertThat(client.nextStep(asks(ANN, ANN))).startsWith("jit approve ");
  }
}

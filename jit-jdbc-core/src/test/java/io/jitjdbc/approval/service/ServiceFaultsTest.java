package io.jitjdbc.approval.service;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.TestApprovalService;
import io.jitjdbc.testing.TestApprovalService.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service, or the network before it, may do to a client: nothing is approved by it. */
class ServiceFaultsTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final Subject DORA = person("dora", "dba");

  private final MutableClock clock = new MutableClock();
  private final ApprovalServiceFixture fixture = new ApprovalServiceFixture(clock);
  private final ApprovalService client = fixture.trustful();

  @AfterEach
  void close() {
    fixture.close();
  }

  private AccessRequest file() throws RefusedException {
    return client.file(draft("SELECT 1", requirement(1, 2), clock.instant()));
  }

  private AccessRequest approved() throws RefusedException {
    AccessRequest filed = file();
    fixture.service.approvals().answer(filed.id(), DORA, true, "fine");
    return filed;
  }

  /** The request has its effect, and the answer is lost on the way. */
  private static Fault lost() {
    return (exchange, orderly) -> assertThat(orderly.get().status()).isBetween(200, 204);
  }

  /** Half of the answer arrives. */
  private static Fault halved() {
    return (exchange, orderly) -> {
      byte[] body = orderly.get().body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(201, body.length);
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
    };
  }

  /** An answer that says something else than it should. */
  private static Fault changed(UnaryOperator<String> body) {
    return (exchange, orderly) -> {
      Reply reply = orderly.get();
      TestApprovalService.send(
          exchange, new Reply(reply.status(), reply.headers(), body.apply(reply.body())));
    };
  }

  private static Reply later(int status, String seconds) {
    return new Reply(status, Map.of("Retry-After", seconds), "");
  }

  private static void isDenied(ThrowingCallable call, String... why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.state()).as(e.getMessage()).isEqualTo(SqlState.DENIED))
        .message()
        .contains(why)
        .doesNotContain("eyJ");
  }

  @Test
  void aRequestWhoseAnswerWasLostIsFiledOnce() throws RefusedException {
    fixture.service.next("file", lost());
    fixture.service.next("file", halved());

    AccessRequest draft = draft("SELECT 1", requirement(1, 1), clock.instant());
    AccessRequest filed = client.file(draft);

    assertThat(filed.id()).isEqualTo(draft.id());
    assertThat(fixture.service.asked()).containsExactly("file", "file", "file");
    assertThat(fixture.service.approvals().open()).hasSize(1);
    assertThat(fixture.service.violations()).isEmpty();
  }

  @Test
  void aUseWhoseAnswerWasLostIsTakenOnce() throws RefusedException {
    AccessRequest filed = approved();
    fixture.service.next("use", lost());
    fixture.service.next("use", halved());

    Approval first = client.consume(filed.id()).orElseThrow();

    assertThat(first.id()).isEqualTo(filed.id() + ".1");
    assertThat(client.consume(filed.id())).map(Approval::id).contains(filed.id() + ".2");
    assertThat(client.consume(filed.id())).isEmpty();
  }

  @Test
  void anAnswerWhoseAnswerWasLostCountsOnce() throws RefusedException {
    AccessRequest filed = client.file(draft("SELECT 2", requirement(2, 1), clock.instant()));
    fixture.service.next("answer", lost());
    fixture.service.next("revoke", lost());

    RequestState state = client.desk().orElseThrow().answer(filed.id(), DORA, true, "fine");

    assertThat(state.status()).isEqualTo(Status.REQUESTED);
    assertThat(state.answers()).hasSize(1);
    assertThat(client.desk().orElseThrow().revoke(filed.id(), DORA, "no").status())
        .isEqualTo(Status.REVOKED);
  }

  @Test
  void givesUpAfterFourAttempts() {
    for (int i = 0; i < 5; i++) {
      fixture.service.next("file", (exchange, orderly) -> {});
    }
    isDenied(this::file, "was not filed", "cannot be reached", "jit.approval.jit.address");
    assertThat(fixture.service.asked()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void asksAgainWhenTheServiceSaysLater(int status) throws RefusedException {
    fixture.service.next("file", later(status, "1"));
    long begin = System.nanoTime();

    assertThat(client.state(file().id()).status()).isEqualTo(Status.REQUESTED);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void doesNotWaitLongerThanItMay(int status) throws RefusedException {
    AccessRequest filed = approved();
    fixture.service.next("use", later(status, "3600"));
    long begin = System.nanoTime();

    isDenied(() -> client.consume(filed.id()), "in 3600 seconds");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(client.consume(filed.id())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204, 301, 400, 401, 403, 404, 410, 418, 500})
  void noOtherStatusHandsOutAUse(int status) throws RefusedException {
    AccessRequest filed = approved();
    fixture.service.next("use", new Reply(status, Map.of("Location", "/elsewhere"), ""));

    isDenied(() -> client.consume(filed.id()), "no use of the approval", "status " + status);
  }

  @Test
  void aConflictIsNothingToUse() throws RefusedException {
    AccessRequest filed = approved();
    fixture.service.next("use", Reply.problem(409, "nothing-to-use", "Nothing."));

    assertThat(client.consume(filed.id())).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{}",
        "\"approved\"",
        "{\"status\":\"approved\"}",
        "<html>",
        "{\"status\":7}",
        "[[[[[[[[[[[[[[[[[[[[[[[["
      })
  void whatIsNoStatusIsNoApproval(String body) throws RefusedException {
    AccessRequest filed = approved();
    fixture.service.next("status", new Reply(200, JSON, body));

    isDenied(() -> client.state(filed.id()), "something else than its protocol has");
  }

  @ParameterizedTest
  @ValueSource(strings = {"granted", "APPROVED", "partial", "approved ", "failed", ""})
  void aStatusThatNobodyKnowsIsNoApproval(String word) throws RefusedException {
    AccessRequest filed = approved();
    fixture.service.next("status", changed(body -> body.replace("\"approved\"", '"' + word + '"')));

    isDenied(() -> client.state(filed.id()), "something else than its protocol has");
  }

  @Test
  void anAnswerAboutAnotherRequestIsNone() throws RefusedException {
    AccessRequest filed = approved();
    AccessRequest other = client.file(draft("SELECT 3", requirement(1, 1), clock.instant()));
    UnaryOperator<String> mixedUp = body -> body.replace(filed.id(), other.id());
    fixture.service.next("status", changed(mixedUp));
    fixture.service.next("use", changed(mixedUp));
    fixture.service.next(
        "file", changed(body -> body.replaceAll("\"[0-9a-f]{64}\"", '"' + "0".repeat(64) + '"')));

    isDenied(() -> client.state(filed.id()), "another request");
    isDenied(() -> client.consume(filed.id()), "another request");
    isDenied(this::file, "of something else than was asked");
  }

  @Test
  void aUseOfAnotherBindingIsNone() throws RefusedException {
    AccessRequest filed = approved();
    fixture.service.next(
        "use", changed(body -> body.replaceAll("\"[0-9a-f]{64}\"", '"' + "0".repeat(64) + '"')));

    isDenied(() -> client.consume(filed.id()), "another request");
  }

  @Test
  void anIdThatIsNoneNeverBecomesAPath() {
    fixture.service.next(
        "file", changed(body -> body.replaceFirst("\"id\":\"\\w+\"", "\"id\":\"../../x?a=b\"")));

    isDenied(this::file, "id must be letters");
    isDenied(() -> client.desk().orElseThrow().find("../x"), "no request ../x");
    isDenied(() -> client.desk().orElseThrow().answer("a/b", DORA, true, ""), "no request a/b");
  }

  @Test
  void anEmergencyThatNobodyClaimedIsNone() {
    fixture.service.next(
        "file", changed(body -> body.replaceFirst("\"id\"", "\"emergency\":\"because\",\"id\"")));

    isDenied(this::file, "something else");
  }

  @Test
  void anEndlessAnswerIsCutOff() throws RefusedException {
    AccessRequest filed = approved();
    for (int i = 0; i < 4; i++) {
      fixture.service.next("status", new Reply(200, JSON, "[" + " ".repeat(2_000_000)));
    }

    isDenied(() -> client.state(filed.id()), "larger than");
  }

  @Test
  void anAnswerThatDripsIsGivenUpInTime() throws RefusedException {
    ApprovalService hasty = fixture.trustful("timeout", "2s");
    AccessRequest filed = hasty.file(draft("SELECT 1", requirement(1, 2), clock.instant()));
    fixture.service.next(
        "status",
        (exchange, orderly) -> {
          exchange.sendResponseHeaders(200, 1000);
          for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            Thread.sleep(20);
          }
        });
    long begin = System.nanoTime();

    isDenied(() -> hasty.state(filed.id()), "did not answer within");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void anOldAnswerThatComesTwiceHandsOutNothingMore() throws RefusedException {
    AccessRequest filed = approved();
    var kept = new Reply[1];
    fixture.service.next(
        "use",
        (exchange, orderly) -> {
          kept[0] = orderly.get();
          TestApprovalService.send(exchange, kept[0]);
        });
    client.consume(filed.id());
    fixture.service.next("use", (exchange, orderly) -> TestApprovalService.send(exchange, kept[0]));

    // Whoever can do that can also make one up; the use is at least the same one on record.
    assertThat(client.consume(filed.id())).map(Approval::id).contains(filed.id() + ".1");
    assertThat(fixture.service.approvals().state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void aServiceThatIsGoneApprovesNothingAndEndsNoWait() throws RefusedException {
    AccessRequest filed = approved();
    fixture.service.close();

    isDenied(() -> client.state(filed.id()), "cannot be reached");
    isDenied(() -> client.consume(filed.id()), "cannot be reached");
    isDenied(() -> client.desk().orElseThrow().open(), "cannot be listed");
    client.watch(filed.id(), Duration.ofSeconds(5), () -> {}).end();
    try (LogCapture log = LogCapture.open()) {
      client.cancel(filed.id());
      assertThat(log.text()).contains("was not withdrawn");
    }
  }

  @Test
  void aResultThatIsBeingReadIsNotHeldUpByAnOutage() throws RefusedException {
    AccessRequest filed = approved();
    client.consume(filed.id());
    fixture.service.next("status", (exchange, orderly) -> Thread.sleep(30_000));
    long begin = System.nanoTime();

    isDenied(() -> client.state(filed.id()), "did not answer within 2000 ms");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    assertThat(fixture.service.asked()).filteredOn("status"::equals).hasSize(1);
    assertThat(client.state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }

  @ParameterizedTest
  @CsvSource({
    "401, Sign in again",
    "403, Give the token",
    "404, jit requests",
    "413, Shorten",
    "500, Try again",
    "418, jit.approval.jit.address"
  })
  void everyRefusalSaysWhatToDo(int status, String next) {
    fixture.service.next(
        "file",
        Reply.problem(status, "some-code", "Bearer eyJhbGciOiJub25lIn0.e30. is not\nwelcome."));

    isDenied(this::file, "was not filed", "some-code", "not welcome", next);
  }

  @Test
  void aPageThatNeverEndsIsGivenUp() throws RefusedException {
    file();
    UnaryOperator<String> more = body -> body.substring(0, body.length() - 1) + ",\"next\":\"0\"}";
    for (int i = 0; i < 300; i++) {
      fixture.service.next("open", changed(more));
    }

    assertThat(client.desk().orElseThrow().open()).hasSizeLessThanOrEqualTo(300);
    assertThat(fixture.service.asked().stream().filter("open"::equals).count()).isEqualTo(200);
    assertThat(List.copyOf(fixture.service.violations())).isEmpty();
  }
}

package io.jitjdbc.credential.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.TestLeaseService;
import io.jitjdbc.testing.TestLeaseService.Fault;
import io.jitjdbc.testing.TestLeaseService.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service, or the network before it, may do to a client. */
class ServiceFaultsTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final LeaseServiceFixture fixture = new LeaseServiceFixture();
  private final PresentedToken token = fixture.token("ann");

  @AfterEach
  void close() {
    fixture.close();
  }

  private Lease lease(String... settings) throws RefusedException {
    return fixture.client(settings).lease(LeaseServiceFixture.request("ann", token));
  }

  private RefusedException refusal(SqlState state, String... settings) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> lease(settings))
        .satisfies(e -> refusal[0] = e)
        .satisfies(e -> assertThat(e.state()).as(e.getMessage()).isEqualTo(state))
        .withMessageStartingWith("No lease")
        .withMessageEndingWith(".")
        .withMessageNotContaining(token.reveal());
    return refusal[0];
  }

  /** The request has its effect, and the answer is lost on the way. */
  private static Fault lost() {
    return (exchange, orderly) -> assertThat(orderly.get().status()).isEqualTo(201);
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

  private static Fault drops(Duration between) {
    return (exchange, orderly) -> {
      byte[] body = orderly.get().body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(201, body.length);
      for (byte one : body) {
        exchange.getResponseBody().write(one);
        exchange.getResponseBody().flush();
        Thread.sleep(between.toMillis());
      }
    };
  }

  @Test
  void getsTheSameLeaseAgainWhenTheAnswerWasLost() throws RefusedException {
    fixture.service.next(lost());
    fixture.service.next(halved());
    Lease lease = lease();

    assertThat(fixture.service.leases()).containsOnlyKeys(lease.id());
    assertThat(fixture.service.asked()).containsExactly("lease", "lease", "lease");
    assertThat(fixture.service.violations()).isEmpty();
  }

  @Test
  void givesUpAfterFourAttempts() {
    for (int i = 0; i < 5; i++) {
      fixture.service.next(lost());
    }
    assertThat(refusal(SqlState.UNREACHABLE)).hasMessageContaining("cannot be reached");
    assertThat(fixture.service.asked()).hasSize(4);
    assertThat(fixture.service.leases()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void asksAgainWhereTheServiceIsAwayForAMoment(int status) throws RefusedException {
    fixture.service.next(Reply.problem(status, "unavailable", "Restarting."));

    assertThat(lease().id()).isNotEmpty();
  }

  @Test
  void doesNotWaitLongerThanItHas() {
    fixture.service.next(
        Reply.problem(503, "unavailable", "Restarting.").with("Retry-After", "3600"));
    long begin = System.nanoTime();

    assertThat(refusal(SqlState.UNREACHABLE))
        .hasMessageContainingAll("503 unavailable", "Restarting", "in 3600 seconds");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void endsInTimeHoweverSlowTheAnswer() {
    fixture.service.next(drops(Duration.ofMillis(50)));
    long begin = System.nanoTime();

    assertThat(refusal(SqlState.UNREACHABLE, "timeout", "700ms"))
        .hasMessageContaining("did not answer within");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void asksNoMoreAfterAnInterruption() {
    fixture.service.next(drops(Duration.ofMillis(50)));
    Thread.currentThread().interrupt();

    assertThat(refusal(SqlState.CANCELLED)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "400, malformed-request,  CREDENTIAL_REFUSED, report it",
        "401, token-refused,      CREDENTIAL_REFUSED, Sign in again",
        "403, lease-refused,      CREDENTIAL_REFUSED, Ask whoever runs",
        "404, unknown-path,       UNREACHABLE,        jit.broker.jit.address",
        "409, idempotency-key-reused, CREDENTIAL_REFUSED, report it",
        "418, teapot,             UNREACHABLE,        jit.broker.jit.address",
        "422, unknown-target,     CREDENTIAL_REFUSED, Check the target",
        "429, too-many-requests,  UNREACHABLE,        in 1 seconds",
        "500, broken,             UNREACHABLE,        Try again later"
      })
  void saysWhatTheServiceSays(int status, String code, SqlState state, String next) {
    fixture.service.next(Reply.problem(status, code, "Ticket 7 is closed."));

    assertThat(refusal(state))
        .hasMessageContainingAll(status + " " + code + ": Ticket 7 is closed. ", next);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 301, 302, 307, 400, 403, 410, 500, 505})
  void saysTheStatusWhereTheAnswerIsNotOfTheProtocol(int status) {
    fixture.service.next(
        new Reply(
            status,
            Map.of("Content-Type", "text/html", "Location", "http://127.0.0.1:1/"),
            status == 204 ? "" : "<html>proxy-secret</html>"));
    var anyState = new SqlState[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::lease)
        .satisfies(e -> anyState[0] = e.state())
        .withMessageContaining("status " + status)
        .withMessageNotContaining("proxy-secret");
    boolean refusedByName = status == 400 || status == 403;
    assertThat(anyState[0])
        .isEqualTo(refusedByName ? SqlState.CREDENTIAL_REFUSED : SqlState.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"code\":7,\"detail\":[]}", "\0\1"})
  void doesNotStumbleOverABrokenProblem(String body) {
    fixture.service.next(new Reply(403, Map.of("Content-Type", "application/problem+json"), body));

    assertThat(refusal(SqlState.CREDENTIAL_REFUSED)).hasMessageContaining("status 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"id\":\"r\",\"approvers\":[7]}"})
  void doesNotStumbleOverABrokenPendingRequest(String body) {
    fixture.service.next(new Reply(202, JSON, body));

    assertThat(refusal(SqlState.CREDENTIAL_REFUSED)).hasMessageContaining("people are asked first");
  }

  @Test
  void repeatsNoSecretThatTheServiceRepeats() {
    fixture.service.next(
        Reply.problem(
            403,
            "lease-refused",
            "\u001b[31mNo\nfor " + token.reveal() + " with password=hunter2" + "!".repeat(5_000)));

    assertThat(refusal(SqlState.CREDENTIAL_REFUSED))
        .hasMessageContaining("for *** with password=***")
        .hasMessageNotContainingAny("hunter2", "\u001b", "\n")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"id\":\"[^\"]*\"`          | `\"id\":\"../../v1/admin\"`  | id must be letters",
        "`\"id\":\"[^\"]*\"`          | `\"id\":7`                   | id must be text",
        "`\"user\":\"[^\"]*\"`        | `\"user\":\"\"`              | user must be text",
        "`\"password\":\"[^\"]*\"`    | `\"passwort\":\"s3cret\"`    | password must be text",
        "`\"expiresAt\":\"[^\"]*\"`   | `\"expiresAt\":\"s3cret\"`   | expiresAt must be a time",
        "`\"expiresAt\":\"[^\"]*\"`   | `\"expiresAt\":\"+999999999-12-31T23:59:59Z\"` | expiresAt",
        "`\"issuedAt\":\"[^\"]*\"`    | `\"issuedAt\":\"2030-02-30T00:00:00Z\"` | issuedAt must be",
        "`\"issuedAt\":\"[^\"]*\"`    | `\"issuedAt\":null`          | issuedAt must be",
        "`\"sslmode\"`                | `\"PassWord\"`               | no login",
        "`\"sslmode\"`                | `\"jit.policy\"`             | no login",
        "`\"verify-full\"`            | `{}`                         | sslmode must be text",
        "`^.`                         | `s3cret`                     | not a JSON object",
        "`.$`                         | ``                           | not a JSON object"
      })
  void saysWhatIsWrongWithALease(String part, String other, String why) {
    fixture.service.next(
        (exchange, orderly) -> {
          String changed = orderly.get().body().replaceAll(part, other);
          TestLeaseService.send(exchange, new Reply(201, JSON, changed));
        });

    assertThat(refusal(SqlState.CREDENTIAL_REFUSED))
        .hasMessageContaining(why)
        .hasMessageNotContainingAny("s3cret", "secret-");
  }

  @Test
  void takesNothingForALeaseThatIsNotJson() {
    fixture.service.next(
        (exchange, orderly) ->
            TestLeaseService.send(
                exchange,
                new Reply(201, Map.of("Content-Type", "text/html"), orderly.get().body())));

    assertThat(refusal(SqlState.CREDENTIAL_REFUSED)).hasMessageContaining("content type");
  }

  @Test
  void ignoresWhatItDoesNotKnow() throws RefusedException {
    fixture.service.next(
        (exchange, orderly) ->
            TestLeaseService.send(
                exchange,
                new Reply(
                    201,
                    Map.of("Content-Type", "application/json; charset=utf-8", "X-New", "y"),
                    orderly.get().body().replaceFirst("\\{", "{\"novelty\":{\"a\":[1]},"))));

    assertThat(lease().id()).isNotEmpty();
  }

  @Test
  void isNotFlooded() {
    for (int i = 0; i < 4; i++) {
      fixture.service.next(new Reply(201, JSON, " ".repeat(2 << 20)));
    }
    assertThat(refusal(SqlState.UNREACHABLE)).hasMessageContaining("larger than");
  }

  @Test
  void saysWhereNobodyListens() {
    assertThat(refusal(SqlState.UNREACHABLE, "address", "http://127.0.0.1:1", "timeout", "2s"))
        .hasMessageContainingAll("the broker service at http://127.0.0.1:1", "timeout");
  }

  @Test
  void logsNoSecretAtAnyLevel() throws RefusedException {
    try (LogCapture log = LogCapture.open();
        CredentialBroker client = fixture.client()) {
      fixture.service.next(Reply.problem(503, "busy", "for " + token.reveal()));
      Lease lease = client.lease(LeaseServiceFixture.request("ann", token));
      fixture.service.next(Reply.problem(500, "broken", "for " + token.reveal()));
      client.revoke(lease);
      fixture.service.next(Reply.problem(403, "lease-refused", "for " + token.reveal()));
      refusal(SqlState.CREDENTIAL_REFUSED);

      assertThat(log.text())
          .contains("lease " + lease.id() + " was not revoked")
          .doesNotContain(token.reveal(), lease.credential().revealPassword());
    }
  }
}

package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocols as an attacker and a clumsy client meet them. */
class ProtocolsTest {
  private static final Subject ANN = person("ann", "analysts");

  private static TestIssuer issuer;
  private static TestDatabase database;
  private static RunningControlPlane controlPlane;
  private static SubjectTokens tokens;
  private static Http http;

  @BeforeAll
  static void start() throws Exception {
    issuer = TestIssuer.start();
    database = TestDatabases.open(DatabaseProduct.H2);
    controlPlane =
        RunningControlPlane.start(database, issuer, ANN.issuer(), InstantSource.system(), Map.of());
    tokens = new SubjectTokens(issuer, InstantSource.system());
    http = new Http(controlPlane.address());
  }

  @AfterAll
  static void stop() throws Exception {
    controlPlane.close();
    database.close();
    issuer.close();
  }

  private static String bearer(Duration life) {
    return "Bearer " + tokens.token(ANN, life).reveal();
  }

  private static HttpResponse<String> post(String path, String body) {
    return http.send(
        "POST",
        path,
        body,
        "Authorization",
        bearer(Duration.ofMinutes(5)),
        "Idempotency-Key",
        "\"one\"");
  }

  private static String event(String id) {
    return """
        {"log": "log-1", "events": [{"id": "%s", "type": "session.opened", "session": "s-1",
         "time": "2026-01-31T13:00:00Z", "subject": {"issuer": "i", "id": "ann", "name": "ann"}}]}
        """
        .formatted(id);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/requests?state=open",
    "POST, /v1/requests",
    "GET, /v1/requests/x",
    "GET, /v1/requests/x/status",
    "POST, /v1/requests/x/uses",
    "DELETE, /v1/requests/x/uses/x.1",
    "POST, /v1/requests/x/cancel",
    "POST, /v1/requests/x/answers",
    "POST, /v1/requests/x/revocation",
    "PUT, /v1/delegations/x",
    "POST, /v1/audit/events",
    "POST, /v1/audit/ledgers/x",
    "GET, /v1/nothing"
  })
  void wantTheTokenOfWhoeverCalls(String method, String path) {
    HttpResponse<String> without = http.send(method, path, "{}");
    HttpResponse<String> forged =
        http.send(method, path, "{}", "Authorization", "Bearer " + other().token("ann"));

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.body()).contains("token-refused");
    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("Set-Cookie")).isEmpty();
  }

  private static TestIssuer other() {
    try (TestIssuer other = TestIssuer.start()) {
      return other;
    }
  }

  @Test
  void takeNoTokenForSomebodyElse() {
    String token =
        issuer.sign(tokens.claims(ANN, Instant.now().plusSeconds(60)).audience("another").build());

    HttpResponse<String> answer =
        http.get("/v1/requests?state=open", "Authorization", "Bearer " + token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("audience").doesNotContain(token);
  }

  @Test
  void takeAnExpiredTokenOnlyForWhatWasBegunBefore() {
    String expired = bearer(Duration.ofMinutes(-5));

    assertThat(
            http.send("POST", "/v1/audit/events", event("e"), "Authorization", expired)
                .statusCode())
        .isEqualTo(401);
    assertThat(http.get("/v1/requests?state=open", "Authorization", expired).statusCode())
        .isEqualTo(401);
    assertThat(http.get("/v1/requests/x/status", "Authorization", expired).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/requests/..%2f..%2fetc",
        "/v1/requests/%00",
        "/v1/requests/x%0d%0aSet-Cookie:%20a=b/status",
        "/v1/requests/'%20OR%201=1/status",
        "/v1/requests/x/status?wait=-1",
        "/v1/requests/x/status?wait=99999999999999",
        "/v1/requests/x/status?wait=61"
      })
  void findNothingAtStrangePaths(String path) {
    HttpResponse<String> answer = http.get(path, "Authorization", bearer(Duration.ofMinutes(5)));

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"id\": 1}", "{\"id\": \"a\", \"more\": true}"})
  void refuseBodiesThatAreNotOfTheProtocol(String body) {
    HttpResponse<String> answer = post("/v1/requests", body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void refuseBodiesThatAreTooLarge() {
    assertThat(post("/v1/requests", " ".repeat(500_000)).statusCode()).isEqualTo(413);
    assertThat(post("/v1/audit/events", " ".repeat(5 << 20)).statusCode()).isEqualTo(413);
  }

  @Test
  void wantAKeyForWhatMustHappenOnce() {
    HttpResponse<String> answer =
        http.send("POST", "/v1/requests", "{}", "Authorization", bearer(Duration.ofMinutes(5)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Idempotency-Key");
  }

  @Test
  void findNothingForAQuestionThatIsNotWhole() {
    HttpResponse<String> answer =
        http.get("/v1/requests", "Authorization", bearer(Duration.ofMinutes(5)));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("unknown-path");
  }

  @Test
  void keepAnEventOnce() {
    assertThat(post("/v1/audit/events", event("once")).body()).contains("\"kept\":1");
    assertThat(post("/v1/audit/events", event("once")).body())
        .contains("\"kept\":0", "\"repeated\":1");
  }

  @Test
  void refuseALedgerThatForks() {
    String path = "/v1/audit/ledgers/log-2";

    assertThat(post(path, lines(0, "a.b.c", "d.e.f")).statusCode()).isEqualTo(200);
    assertThat(post(path, lines(1, "d.e.f", "g.h.i")).statusCode()).isEqualTo(200);
    assertThat(post(path, lines(2, "x.y.z")).statusCode()).isEqualTo(409);
  }

  private static String lines(int from, String... lines) {
    return "{\"from\": " + from + ", \"lines\": [\"" + String.join("\", \"", lines) + "\"]}";
  }

  @Test
  void areDescribedInOpenApi() {
    for (String protocol : List.of("approval", "audit", "lease")) {
      HttpResponse<String> answer = http.get("/openapi/" + protocol + ".yaml");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).startsWith("openapi: 3.1");
    }
    assertThat(http.get("/openapi/..%2fapplication.yaml").statusCode()).isNotEqualTo(200);
  }
}

package io.jitjdbc.credential.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.testing.MemoryLeaseBook;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestLeaseServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP; whatever is said there, the document and the server agree about it. */
class LeaseServerProtocolTest {
  private static final String TARGET = "jdbc:h2:mem:x";
  private static final String KEY = "\"0123456789abcdef\"";

  private final TestIssuer issuer = TestIssuer.start();
  private final FakeLogins logins = new FakeLogins(InstantSource.system());
  private final TestLeaseServer server = TestLeaseServer.start(issuer, resources());
  private final HttpService http = new HttpService(server.address(), Duration.ofSeconds(10));
  private final String token = issuer.token("ann");

  private LeaseResources resources() {
    var target =
        new LeaseTarget(
            logins, Set.of(), Duration.ofHours(1), LeaseTarget.ANY_PURPOSE, true, Map.of());
    var targets = new LeaseServerFixture();
    targets.targets.put(TARGET, target);
    targets.policy = Optional.of("a.b");
    var book = new MemoryLeaseBook();
    InstantSource clock = InstantSource.system();
    return new LeaseResources(
        book,
        targets,
        new SealedPasswords("k", Map.of("k", new byte[32])),
        new LeaseEnding(book, targets, Runnable::run, clock),
        clock);
  }

  @AfterEach
  void theServerAndTheDocumentAgree() {
    server.close();
    issuer.close();
    assertThat(server.violations()).isEmpty();
  }

  private String body(String... more) {
    return """
    {"target":"%s","subject":{"issuer":"%s","id":"ann"}%s}\
    """
        .formatted(TARGET, issuer.name(), String.join("", more));
  }

  private Answer send(String method, String path, String body, String... headers)
      throws IOException {
    var all = new HashMap<>(Map.of("Authorization", "Bearer " + token));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return http.send(method, path, all, body);
  }

  private Answer lease(String body) throws IOException {
    return send("POST", "/v1/leases", body, "Idempotency-Key", KEY);
  }

  private static Map<String, Object> json(Answer answer) throws Exception {
    return JSONObjectUtils.parse(answer.body());
  }

  @Test
  void leasesRenewsTellsAndEnds() throws Exception {
    Answer first = lease(body(",\"ttlSeconds\":60"));
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.headers()).containsKey("date").containsEntry("cache-control", "no-store");
    Map<String, Object> lease = json(first);
    String path = "/v1/leases/" + lease.get("id");
    assertThat(lease(body(",\"ttlSeconds\":60")).body()).isEqualTo(first.body());

    Answer renewed = send("POST", path + "/renew", "{\"ttlSeconds\":600}");
    assertThat(renewed.status()).isEqualTo(200);
    assertThat(Instant.parse(json(renewed).get("expiresAt").toString()))
        .isAfter(Instant.parse(lease.get("expiresAt").toString()));

    assertThat(json(send("GET", path, ""))).containsEntry("state", "active");
    String bob = "Bearer " + issuer.token("bob");
    assertThat(send("DELETE", path, "", "Authorization", bob).status()).isEqualTo(204);
    assertThat(json(send("GET", path, "", "Authorization", bob))).containsEntry("state", "ended");
    assertThat(logins.living).hasSize(1);
    assertThat(send("DELETE", path, "").status()).isEqualTo(204);
    assertThat(send("DELETE", path, "").status()).isEqualTo(204);
    assertThat(logins.living).isEmpty();
    assertThat(json(send("GET", path, ""))).containsEntry("state", "ended");
    assertThat(send("POST", path + "/renew", "{}").status()).isEqualTo(404);
  }

  @Test
  void refusesTheSameKeyForAnotherRequest() throws Exception {
    lease(body());
    Answer other = lease(body(",\"purpose\":\"TICKET-2\""));

    assertThat(other.status()).isEqualTo(409);
    assertThat(json(other)).containsEntry("code", "idempotency-key-reused");
  }

  @Test
  void holdsTheBodyAndTheTokenAgainstEachOther() throws Exception {
    Answer bobs = lease(body().replace("\"ann\"", "\"bob\""));
    assertThat(bobs.status()).isEqualTo(403);
    assertThat(json(bobs)).containsEntry("code", "subject-mismatch");

    String agent =
        issuer.sign(
            issuer
                .claims("ann")
                .claim("act", Map.of("iss", issuer.name(), "sub", "agent"))
                .build());
    String actor = ",\"actor\":{\"issuer\":\"" + issuer.name() + "\",\"id\":\"%s\"}";
    String bearer = "Bearer " + agent;
    assertThat(leaseAs(bearer, body(actor.formatted("agent"))).status()).isEqualTo(201);
    Answer other = leaseAs(bearer, body(actor.formatted("other")));
    assertThat(json(other)).containsEntry("code", "actor-mismatch");
  }

  private Answer leaseAs(String bearer, String body) throws IOException {
    return send("POST", "/v1/leases", body, "Idempotency-Key", KEY, "Authorization", bearer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"role\":\"admin\"",
        ",\"ttlSeconds\":0",
        ",\"ttlSeconds\":\"60\"",
        ",\"ttlSeconds\":86401",
        ",\"ttlSeconds\":null",
        ",\"purpose\":7",
        ",\"purpose\":null",
        ",\"application\":null",
        ",\"actor\":{\"issuer\":\"i\"}",
        ",\"actor\":{\"issuer\":\"i\",\"id\":\"x\",\"name\":\"n\"}"
      })
  void refusesWhatItDoesNotKnow(String more) throws Exception {
    Answer answer = lease(body(more));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(json(answer)).containsEntry("type", "urn:jit-jdbc:problem:invalid-request");
    assertThat(logins.made).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"purpose\":\"\"", ",\"ttlSeconds\":60.0", ",\"ttlSeconds\":86400"})
  void takesWhatTheDocumentTakes(String more) throws Exception {
    assertThat(lease(body(more)).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "null", "[]", "7", "[[\"target\",\"x\"]]"})
  void refusesWhatIsNoRequest(String text) throws IOException {
    assertThat(lease(text).status()).isEqualTo(422);
    assertThat(send("POST", "/v1/leases/x/renew", text).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "0123456789abcdef", "\"0123456789 bcdef\""})
  void refusesKeysThatAreNone(String key) throws IOException {
    assertThat(send("POST", "/v1/leases", body(), "Idempotency-Key", key).status()).isEqualTo(400);
    assertThat(send("POST", "/v1/leases", body()).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "DELETE, ''", "POST, /renew"})
  void believesNoTokenThatIsNotSigned(String method, String end) throws IOException {
    String path = "/v1/leases/x" + end;
    String body = end.isEmpty() ? "" : "{}";
    Answer answer = send(method, path, body, "Authorization", "Bearer a.b.c");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("www-authenticate")).startsWith("Bearer");
  }

  @Test
  void takesATokenThatHasExpiredSince() throws Exception {
    Date soon = Date.from(InstantSource.system().instant().plusSeconds(1));
    String brief = "Bearer " + issuer.sign(issuer.claims("ann").expirationTime(soon).build());
    String path = "/v1/leases/" + json(leaseAs(brief, body())).get("id");
    Thread.sleep(2100);

    assertThat(leaseAs(brief, body()).status()).isEqualTo(401);
    assertThat(send("POST", path + "/renew", "{}", "Authorization", brief).status()).isEqualTo(401);
    assertThat(json(send("GET", path, "", "Authorization", brief)))
        .containsEntry("state", "active");
    assertThat(send("DELETE", path, "", "Authorization", brief).status()).isEqualTo(204);
    assertThat(logins.living).isEmpty();
  }

  @Test
  void hasNothingElsewhere() throws IOException {
    assertThat(send("GET", "/v2/leases", "").status()).isEqualTo(404);
    assertThat(send("GET", "/v1/leases", "").status()).isEqualTo(404);
    assertThat(send("GET", "/v1/requests/x", "").status()).isEqualTo(404);
  }
}

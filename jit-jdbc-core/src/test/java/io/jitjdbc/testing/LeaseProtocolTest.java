package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document is sound, and the service that plays the other side is as strict as it says. */
class LeaseProtocolTest {
  private static final String KEY = "\"0123456789abcdef\"";

  private final TestIssuer issuer = TestIssuer.start();
  private final TestLeaseService service = TestLeaseService.start(issuer);
  private final HttpService http = new HttpService(service.address(), Duration.ofSeconds(10));
  private final String token = issuer.token("ann");

  @AfterEach
  void close() {
    service.close();
    issuer.close();
  }

  private String body(String... more) {
    String extra = String.join("", more);
    return """
        {"target":"jdbc:h2:mem:x","subject":{"issuer":"%s","id":"ann"}%s}"""
        .formatted(issuer.name(), extra);
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
  void hasSchemasThatAreValid() {
    LeaseProtocol protocol = LeaseProtocol.load();
    var components = (Map<?, ?>) protocol.document().get("components");
    var schemas = (Map<?, ?>) components.get("schemas");
    var meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(schemas).isNotEmpty();
    schemas.forEach(
        (name, schema) -> {
          @SuppressWarnings("unchecked")
          var object = (Map<String, Object>) schema;
          assertThat(meta.validate(JSONObjectUtils.toJSONString(object), InputFormat.JSON))
              .as(name.toString())
              .isEmpty();
        });
  }

  @Test
  void refersToNothingThatIsNotThere() {
    Map<String, Object> document = LeaseProtocol.load().document();
    String text = JSONObjectUtils.toJSONString(document).replace("\\/", "/");
    List<String> references =
        Pattern.compile("\"#/([^\"]+)\"")
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(references).hasSizeGreaterThan(20);
    for (String reference : references) {
      Object at = document;
      for (String step : reference.split("/", -1)) {
        at = ((Map<?, ?>) at).get(step);
      }
      assertThat(at).as(reference).isInstanceOf(Map.class);
    }
  }

  @Test
  void saysInProblemDetailsWhyNothingHappened() {
    Map<String, Object> paths = object(LeaseProtocol.load().document().get("paths"));
    var operations = new ArrayList<Map<String, Object>>();
    for (Object item : paths.values()) {
      object(item).forEach((method, found) -> addOperation(found, operations));
    }
    assertThat(operations).hasSize(5);
    for (Map<String, Object> operation : operations) {
      Map<String, Object> responses = object(operation.get("responses"));
      assertThat(responses).containsKeys("401", "429", "500", "503");
      responses.forEach(
          (status, response) -> {
            if (status.charAt(0) >= '4') {
              assertThat(object(response).get("$ref").toString())
                  .matches("#/components/responses/(Problem|Unauthorized|Later)");
            }
          });
    }
  }

  private static void addOperation(Object found, List<Map<String, Object>> operations) {
    if (found instanceof Map<?, ?>) {
      operations.add(object(found));
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @Test
  void describesThePoliciesThatAreSigned() {
    Instant now = InstantSource.system().instant();
    Map<String, Object> claims = PolicySigner.claims("version: 1", 1, now, "jdbc:h2:mem:x");
    String good = JSONObjectUtils.toJSONString(claims);
    claims.put("serial", 0);
    String bad = JSONObjectUtils.toJSONString(claims);

    assertThat(LeaseProtocol.load().problems("PolicyClaims", good)).isEmpty();
    assertThat(LeaseProtocol.load().problems("PolicyClaims", bad)).isNotEmpty();
  }

  @Test
  void givesTheSameLeaseForTheSameKeyAndRequest() throws Exception {
    Answer first = lease(body());
    Answer second = lease(body());

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(service.leases()).hasSize(1);
  }

  @Test
  void refusesTheSameKeyForAnotherRequest() throws Exception {
    lease(body());
    Answer other = lease(body(",\"purpose\":\"TICKET-2\""));

    assertThat(other.status()).isEqualTo(409);
    assertThat(json(other)).containsEntry("code", "idempotency-key-reused");
  }

  @Test
  void keepsTheKeysOfTwoSubjectsApart() throws Exception {
    lease(body());
    Answer bobs =
        send(
            "POST",
            "/v1/leases",
            body().replace("\"ann\"", "\"bob\""),
            "Authorization",
            "Bearer " + issuer.token("bob"),
            "Idempotency-Key",
            KEY);

    assertThat(bobs.status()).isEqualTo(201);
    assertThat(service.leases()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"role\":\"admin\"",
        ",\"ttlSeconds\":0",
        ",\"ttlSeconds\":\"60\"",
        ",\"ttlSeconds\":86401",
        ",\"purpose\":7",
        ",\"actor\":{\"issuer\":\"i\"}",
        ",\"actor\":{\"issuer\":\"i\",\"id\":\"x\",\"name\":\"n\"}"
      })
  void refusesWhatItDoesNotKnow(String more) throws Exception {
    Answer answer = lease(body(more));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(json(answer)).containsEntry("type", "urn:jit-jdbc:problem:invalid-request");
    assertThat(service.violations()).isNotEmpty();
    assertThat(service.leases()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "null", "[]", "7"})
  void refusesWhatIsNoRequest(String text) throws IOException {
    assertThat(lease(text).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "Idempotency-Key, short",
    "Idempotency-Key, 0123456789abcdef",
    "X-Forwarded-For, 127.0.0.1",
    "Cookie, a=b"
  })
  void refusesHeadersThatDoNotBelongThere(String name, String value) throws IOException {
    Answer answer = send("POST", "/v1/leases", body(), "Idempotency-Key", KEY, name, value);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(service.violations()).isNotEmpty();
  }

  @Test
  void wantsAKey() throws IOException {
    assertThat(send("POST", "/v1/leases", body()).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nonsense", "Basic YTpi", "Bearer a.b.c"})
  void believesNoTokenThatIsNotSigned(String authorization) throws IOException {
    Answer answer =
        send("POST", "/v1/leases", body(), "Idempotency-Key", KEY, "Authorization", authorization);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("www-authenticate")).startsWith("Bearer");
  }

  @Test
  void endsALeaseAsOftenAsItIsAskedAndSaysNothingOfOthers() throws Exception {
    String id = json(lease(body())).get("id").toString();
    String bob = "Bearer " + issuer.token("bob");

    assertThat(send("DELETE", "/v1/leases/" + id, "", "Authorization", bob).status())
        .isEqualTo(204);
    assertThat(service.revoked()).isEmpty();
    assertThat(send("DELETE", "/v1/leases/" + id, "").status()).isEqualTo(204);
    assertThat(send("DELETE", "/v1/leases/" + id, "").status()).isEqualTo(204);
    assertThat(send("DELETE", "/v1/leases/unknown-1", "").status()).isEqualTo(204);
    assertThat(service.revoked()).containsExactly(id);
  }

  @Test
  void renewsALeaseThatGoesOn() throws Exception {
    service.leaseFor(Duration.ofSeconds(5));
    String id = json(lease(body())).get("id").toString();
    service.leaseFor(Duration.ofHours(1));
    Answer renewed = send("POST", "/v1/leases/" + id + "/renew", "{}");

    assertThat(renewed.status()).isEqualTo(200);
    assertThat(Instant.parse(json(renewed).get("expiresAt").toString()))
        .isAfter(InstantSource.system().instant().plus(Duration.ofMinutes(50)));
    send("DELETE", "/v1/leases/" + id, "");
    assertThat(send("POST", "/v1/leases/" + id + "/renew", "{}").status()).isEqualTo(404);
  }

  @Test
  void saysWhatHasBecomeOfARequest() throws Exception {
    service.askPeople();
    Answer pending = lease(body());
    assertThat(pending.status()).isEqualTo(202);
    String id = json(pending).get("id").toString();

    assertThat(json(send("GET", "/v1/requests/" + id, ""))).containsEntry("state", "pending");
    service.grant(id);
    assertThat(json(send("GET", "/v1/requests/" + id, ""))).containsEntry("state", "granted");
    assertThat(lease(body()).status()).isEqualTo(201);
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void hasNothingElsewhere() throws IOException {
    assertThat(send("GET", "/v2/leases", "").status()).isEqualTo(404);
    assertThat(send("GET", "/v1/leases", "").status()).isEqualTo(404);
  }
}

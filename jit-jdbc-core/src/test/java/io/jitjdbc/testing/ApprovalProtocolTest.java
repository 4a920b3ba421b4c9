package io.jitjdbc.testing;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Escalation;
import io.jitjdbc.approval.ExecutionWindow;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.protocol.Filing;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import java.io.IOException;
import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document is sound, and the service that plays the other side is as strict as it says. */
class ApprovalProtocolTest {
  private static final LeaseProtocol PROTOCOL = LeaseProtocol.load("approval");

  private final TestIssuer issuer = TestIssuer.start();
  private final TestApprovalService service =
      TestApprovalService.start(issuer, new MemoryBook(), InstantSource.system());
  private final HttpService http = new HttpService(service.address(), Duration.ofSeconds(10));
  private final Subject ann = subject("ann");
  private final AccessRequest draft =
      draft(ann, ann, "SELECT 1", requirement(1, 1), InstantSource.system().instant());

  @AfterEach
  void close() {
    service.close();
    issuer.close();
  }

  private Subject subject(String name) {
    return new Subject(issuer.name(), name, name, Set.of());
  }

  private Answer send(String who, String method, String path, String body, String... headers)
      throws IOException {
    var all = new HashMap<>(Map.of("Authorization", "Bearer " + issuer.token(who, "dba")));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return http.send(method, path, all, body);
  }

  private Answer file(String body) throws IOException {
    String key = '"' + draft.binding().digest() + '"';
    return send("ann", "POST", "/v1/requests", body, "Idempotency-Key", key);
  }

  private String body() {
    return Filing.of(draft).json();
  }

  private static Map<String, Object> json(Answer answer) throws ParseException {
    return JSONObjectUtils.parse(answer.body());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @Test
  void hasSchemasThatAreValid() {
    Map<String, Object> schemas =
        object(object(PROTOCOL.document().get("components")).get("schemas"));
    var meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(schemas).hasSizeGreaterThan(20);
    schemas.forEach(
        (name, schema) ->
            assertThat(
                    meta.validate(JSONObjectUtils.toJSONString(object(schema)), InputFormat.JSON))
                .as(name)
                .isEmpty());
  }

  @Test
  void refersToNothingThatIsNotThere() {
    String text = JSONObjectUtils.toJSONString(PROTOCOL.document()).replace("\\/", "/");
    List<String> references =
        Pattern.compile("\"#/([^\"]+)\"").matcher(text).results().map(hit -> hit.group(1)).toList();
    assertThat(references).hasSizeGreaterThan(80);
    for (String reference : references) {
      Object at = PROTOCOL.document();
      for (String step : reference.split("/", -1)) {
        at = ((Map<?, ?>) at).get(step);
      }
      assertThat(at).as(reference).isInstanceOf(Map.class);
    }
  }

  @Test
  void everyOperationSaysInProblemDetailsWhyNothingHappened() {
    int operations = 0;
    for (Object item : object(PROTOCOL.document().get("paths")).values()) {
      for (Object found : object(item).values()) {
        if (found instanceof Map<?, ?> operation) {
          operations++;
          Map<String, Object> responses = object(operation.get("responses"));
          assertThat(responses).containsKeys("401", "429", "500", "503");
          responses.forEach((status, response) -> isProblem(status, object(response)));
        }
      }
    }
    assertThat(operations).isEqualTo(10);
  }

  private static void isProblem(String status, Map<String, Object> response) {
    if (status.charAt(0) >= '4') {
      assertThat(response.get("$ref").toString())
          .matches("#/components/responses/(Problem|Unauthorized|Later)");
    }
  }

  @Test
  void everyTermIsWrittenAsTheDocumentHasItAndReadAgain() throws ParseException {
    var terms =
        new ApprovalRequirement(
            List.of(new ApprovalStage(Set.of("leads"), 1), new ApprovalStage(Set.of("a", "b"), 2)),
            Duration.ofMillis(1),
            Duration.ofDays(366),
            3,
            Optional.of(
                new ExecutionWindow(
                    Set.of(DayOfWeek.FRIDAY),
                    LocalTime.of(22, 0),
                    LocalTime.of(6, 0, 1),
                    ZoneId.of("Europe/Berlin"))),
            Optional.of(new Escalation(Duration.ZERO, Set.of("heads"))),
            Optional.of(new BreakGlass(Set.of("on-call"), Duration.ofMinutes(1))),
            Optional.of("[A-Z]+-\\d+"));
    Filing filing = Filing.of(draft(ann, ann, "SELECT 1", terms, draft.filedAt()));

    assertThat(PROTOCOL.problems("FiledRequest", filing.json())).isEmpty();
    assertThat(Filing.read(filing.json())).isEqualTo(filing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"|\"role\":\"admin\",\"id\":\"",
        "\"quorum\":1|\"quorum\":0",
        "\"quorum\":1|\"quorum\":4294967297",
        "\"quorum\":1|\"quorum\":\"1\"",
        "\"uses\":1|\"uses\":1,\"free\":true",
        "\"uses\":1|\"uses\":0",
        "\"answerWithin\":900000|\"answerWithin\":0",
        "\"answerWithin\":900000|\"answerWithin\":99999999999999",
        "\"target\":\"jdbc:h2:mem:shop\"|\"target\":\"\"",
        "\"reason\"|\"emergency\":\"\",\"reason\"",
        "\"resources\":[|\"resources\":[7,"
      })
  void refusesWhatItDoesNotKnow(String there, String instead) throws Exception {
    assertThat(body()).contains(there);
    Answer answer = file(body().replaceFirst(Pattern.quote(there), instead));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(json(answer)).containsEntry("type", "urn:jit-jdbc:problem:invalid-request");
    assertThat(service.violations()).isNotEmpty();
    assertThat(service.approvals().open()).isEmpty();
  }

  /** A host without a schema at hand is as strict. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"|\"role\":\"admin\",\"id\":\"",
        "\"quorum\":1|\"quorum\":0",
        "\"quorum\":1|\"quorum\":4294967297",
        "\"quorum\":1|\"quorum\":\"1\"",
        "\"uses\":1|\"uses\":0",
        "\"answerWithin\":900000|\"answerWithin\":0",
        "\"answerWithin\":900000|\"answerWithin\":99999999999999999",
        "\"target\":\"jdbc:h2:mem:shop\"|\"target\":\"\"",
        "\"resources\":[|\"resources\":[7,"
      })
  void whatIsReadIsAsStrictAsTheDocument(String there, String instead) {
    String changed = body().replaceFirst(Pattern.quote(there), instead);

    assertThatThrownBy(() -> Filing.read(changed)).isInstanceOf(ParseException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "null", "[]", "7", "{}"})
  void refusesWhatIsNoRequest(String text) throws IOException {
    assertThat(file(text).status()).isEqualTo(422);
  }

  @Test
  void wantsTheDigestOfTheBindingAsItsKey() throws Exception {
    String other = '"' + "0".repeat(64) + '"';

    assertThat(send("ann", "POST", "/v1/requests", body()).status()).isEqualTo(400);
    Answer answer = send("ann", "POST", "/v1/requests", body(), "Idempotency-Key", other);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(json(answer).get("detail").toString()).contains("digest of the binding");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/requests, 400",
    "GET, /v1/requests?state=closed, 400",
    "GET, /v1/requests?state=open&all=1, 400",
    "GET, /v1/requests/x/status?wait=0, 400",
    "GET, /v1/requests/x/status?wait=61, 400",
    "GET, /v1/requests/x/status?wait=1, 404",
    "GET, /v1/requests/x, 404",
    "POST, /v1/requests/x/uses, 400",
    "GET, /v1/requests/x/uses, 404",
    "GET, /v2/requests, 404"
  })
  void answersNothingElse(String method, String path, int status) throws IOException {
    assertThat(send("ann", method, path, "").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nonsense", "Basic YTpi", "Bearer a.b.c"})
  void believesNoTokenThatIsNotSigned(String authorization) throws IOException {
    String path = "/v1/requests?state=open";
    Answer answer = send("ann", "GET", path, "", "Authorization", authorization);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("www-authenticate")).startsWith("Bearer");
  }

  @Test
  void joinsWhatIsOpenAndSaysSo() throws Exception {
    Answer first = file(body());
    Answer second = file(body());

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(json(second)).isEqualTo(json(first));
    assertThat(json(first)).containsEntry("status", "pending");
    assertThat(object(json(first).get("progress")).toString())
        .contains("currentStep=1", "totalSteps=1", "dba");
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void oneKeyHandsOutOneUseAndAnotherPersonsKeyIsAnother() throws Exception {
    file(body());
    String path = "/v1/requests/" + draft.id();
    String yes =
        "{\"approver\":{\"issuer\":\"%s\",\"id\":\"dora\"},\"decision\":\"approved\",\"comment\":\"\"}"
            .formatted(issuer.name());
    String[] key = {"Idempotency-Key", "\"0123456789abcdef\""};
    assertThat(send("dora", "POST", path + "/answers", yes, key).status()).isEqualTo(200);
    assertThat(send("dora", "POST", path + "/answers", yes, key).status()).isEqualTo(200);
    assertThat(
            send("dora", "POST", path + "/answers", yes, "Idempotency-Key", "\"fedcba9876543210\"")
                .status())
        .isEqualTo(409);

    Answer use = send("ann", "POST", path + "/uses", "", key);
    assertThat(use.status()).isEqualTo(201);
    assertThat(send("ann", "POST", path + "/uses", "", key).body()).isEqualTo(use.body());
    assertThat(send("eve", "POST", path + "/uses", "", key).status()).isEqualTo(404);
    assertThat(
            send("ann", "POST", path + "/uses", "", "Idempotency-Key", "\"fedcba9876543210\"")
                .status())
        .isEqualTo(409);
    assertThat(send("ann", "DELETE", path + "/uses/unknown.1", "").status()).isEqualTo(204);
    assertThat(send("ann", "DELETE", path + "/uses/" + draft.id() + ".1", "").status())
        .isEqualTo(204);
    assertThat(service.approvals().state(draft.id()).status().name()).isEqualTo("APPROVED");
    assertThat(service.violations()).isEmpty();
  }
}

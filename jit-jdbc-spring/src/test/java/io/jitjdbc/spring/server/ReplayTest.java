package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.access.Subject;
import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.spring.server.audit.JdbcAuditInbox;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Auditors see what was read as it was read, and whether that can be relied on. */
class ReplayTest {
  private static final Subject OTTO = person("otto", "auditors");
  private static final Subject PAUL = person("paul", "policy-admins");

  @TempDir static Path place;

  private static TestIssuer issuer;
  private static TestDatabase database;
  private static RunningControlPlane controlPlane;
  private static Path recipients;

  @BeforeAll
  static void start() throws Exception {
    issuer = TestIssuer.start();
    database = TestDatabases.open(DatabaseProduct.H2);
    ECKey reader = new ECKeyGenerator(Curve.P_256).keyID("reader").generate();
    recipients = file("readers.jwks", new JWKSet(reader.toPublicJWK()).toString());
    Map<String, String> more =
        new HashMap<>(
            Map.of(
                "jit.server.id-token-algorithm", "ES256",
                "jit.server.roles.auditor", "auditors",
                "jit.server.roles.policy-admin", "policy-admins"));
    more.put("jit.server.recordings[0].directory", directory("plain").toString());
    more.put("jit.server.recordings[1].directory", directory("encrypted").toString());
    more.put(
        "jit.server.recordings[1].key-file", file("key.jwk", reader.toJSONString()).toString());
    more.put("jit.server.recordings[2].directory", directory("closed").toString());
    more.put("jit.server.recordings[3].directory", place.resolve("not-mounted").toString());
    controlPlane =
        RunningControlPlane.start(database, issuer, OTTO.issuer(), InstantSource.system(), more);
  }

  private static Path file(String name, String text) throws Exception {
    return Files.writeString(place.resolve(name), text);
  }

  private static Path directory(String name) throws Exception {
    return Files.createDirectories(place.resolve(name));
  }

  @AfterAll
  static void stop() throws Exception {
    controlPlane.close();
    database.close();
    issuer.close();
  }

  private static Http otto() {
    return SignIn.as(controlPlane, issuer, OTTO);
  }

  private static JdbcAuditInbox inbox() {
    return controlPlane.bean(JdbcAuditInbox.class);
  }

  private static RecordedReading written(String where, Map<String, String> more) throws Exception {
    String session = UUID.randomUUID().toString();
    return RecordedReading.write(directory(where), session, more).bring(inbox());
  }

  private static RecordedReading recorded() throws Exception {
    return written("plain", Map.of()).anchor(inbox());
  }

  private static AdminLog.Entry lastDeed() {
    return controlPlane.bean(AdminLog.class).latest(1).get(0);
  }

  @Test
  void linksEachStatementThatHasAResult() throws Exception {
    RecordedReading reading = recorded();

    assertThat(otto().get("/console/sessions/" + reading.session()).body())
        .contains("href=\"" + reading.page() + '"');
  }

  @Test
  void showsTheTableAsItWasReadAndKeepsWhoLooked() throws Exception {
    RecordedReading reading = recorded();

    String page = otto().get(reading.page()).body();

    assertThat(page)
        .contains(">proven<", "SELECT id, note, iban FROM customers", "Rows 1 to 200 of 450")
        .contains("shop.customers.note", "pii.note", "finance: partial", "exhausted")
        .contains("read in clear", "read masked", ">not read<", ">NULL<", ">empty<")
        .contains("<span class=\"mask\">masked</span>", "PT50 ****", "… of 5000 characters")
        .contains(">row 200<")
        .doesNotContain(">row 201<", "x".repeat(400));
    assertThat(lastDeed().deed()).isEqualTo("replay seen");
    assertThat(lastDeed().person()).isEqualTo("otto");
    assertThat(lastDeed().about()).isEqualTo(reading.statement());
    assertThat(lastDeed().remark()).isEqualTo("result 1, page 1");
  }

  @Test
  void letsNoValueDoAnythingToThePage() throws Exception {
    String page = otto().get(recorded().page()).body();

    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u202E\\u001B[2J")
        .doesNotContain("<script>alert", "\u202E", "\u001B");
  }

  @Test
  void showsALaterPage() throws Exception {
    RecordedReading reading = recorded();

    String page = otto().get(reading.page() + "?page=2").body();

    assertThat(page).contains("Rows 401 to 450 of 450", ">row 450<", "Rows before");
    assertThat(page).doesNotContain(">row 400<", "Rows after");
    assertThat(lastDeed().remark()).isEqualTo("result 1, page 3");
    assertThat(otto().get(reading.page() + "?page=9").body()).contains("of 450");
    assertThat(otto().get(reading.page() + "?result=7").body()).contains("No result");
  }

  @Test
  void handsOutAResultAsTheCommandLineDoes() throws Exception {
    RecordedReading reading = recorded();

    HttpResponse<String> csv = otto().get(reading.page() + "/csv");
    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"" + reading.statement() + ".csv\"");
    assertThat(csv.body().split("\r\n", -1)).hasSize(RecordedReading.ROWS + 2);
    assertThat(csv.body())
        .startsWith("\"id\",\"note\",\"iban [masked]\"")
        .contains(",\"'=1+1\",", "x".repeat(RecordedReading.LONG), "·,·,\r\n");
    assertThat(lastDeed().remark()).isEqualTo("result 1, csv");

    HttpResponse<String> json = otto().get(reading.page() + "/json");
    assertThat(json.body().lines()).hasSize(RecordedReading.ROWS + 4);
    assertThat(json.body()).contains("\\u202E", "\"entry\":\"row\"").doesNotContain("\u202E");
    assertThat(lastDeed().deed()).isEqualTo("replay downloaded");
  }

  @Test
  void readsWhatIsEncryptedWhereThereIsAKey() throws Exception {
    Map<String, String> encrypted = Map.of("encrypt-to", recipients.toString());

    assertThat(otto().get(written("encrypted", encrypted).page()).body()).contains(">row 200<");
    RecordedReading closed = written("closed", encrypted);
    assertThat(otto().get(closed.page()).body())
        .contains("there is no key to it here", "key-file")
        .doesNotContain(">row 200<", "/csv\"");
    assertThat(otto().get(closed.page() + "/csv").statusCode()).isEqualTo(409);
  }

  @Test
  void doesNotCallProvenWhatVouchesForItselfAlone() throws Exception {
    String page = otto().get(written("plain", Map.of()).page()).body();

    assertThat(page)
        .contains(">cannot be proven<", "none of its ledger", ">row 200<")
        .doesNotContain(">proven<");
  }

  @Test
  void showsNothingThatWasTamperedWithUnlessItHasTo() throws Exception {
    RecordedReading reading = recorded();
    Path segment = reading.log().segment(1);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    Http otto = otto();

    assertThat(otto.get(reading.page()).body())
        .contains(">tampered<", "seg-000001.jrec, frame ", "cannot be relied on", "anyway=true")
        .doesNotContain("<table");
    assertThat(otto.get(reading.page() + "/csv").statusCode()).isEqualTo(409);
    assertThat(otto.get(reading.page() + "/json").statusCode()).isEqualTo(409);
    assertThat(otto.get(reading.page() + "?anyway=true").body()).contains("do not rely on what is");
  }

  @Test
  void seesThatAWholeLogWasPutInThePlaceOfTheOneThatWasBrought() throws Exception {
    RecordedReading reading = recorded();
    RecordedReading other = written("plain", Map.of());
    Files.copy(other.log().ledger(), reading.log().ledger(), StandardCopyOption.REPLACE_EXISTING);

    assertThat(otto().get(reading.page()).body())
        .contains(">tampered<", "ledger.jws is not the one that was brought");
  }

  @Test
  void saysOfACopyThatEndsEarlierThatItProvesNothing() throws Exception {
    RecordedReading reading = recorded();
    String ledger = Files.readString(reading.log().ledger());
    int end = ledger.lastIndexOf('\n', ledger.length() - 2);
    Files.writeString(reading.log().ledger(), ledger.substring(0, end + 1));

    assertThat(otto().get(reading.page()).body())
        .contains(">cannot be proven<", "this copy is older, or its end was cut off");
  }

  @Test
  void saysWhereARecordingWouldHaveToBe() throws Exception {
    RecordedReading elsewhere = written("elsewhere", Map.of());

    assertThat(otto().get("/console/sessions/" + elsewhere.session()).body())
        .doesNotContain(elsewhere.page());
    assertThat(otto().get(elsewhere.page()).body())
        .contains("The recording is not here", elsewhere.log().log(), "jit.server.recordings")
        .contains(place.resolve("plain").toString(), "not-mounted: NoSuchFileException")
        .doesNotContain("<table");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/sessions/none/results/none-1",
        "/console/sessions/none/results/other-1",
        "/console/sessions/none/results/none-",
        "/console/sessions/none/results/none-x",
        "/console/sessions/..%2f..%2fetc/results/..%2f..%2fetc-1",
        "/console/sessions/%2e%2e/results/%2e%2e-1",
        "/console/sessions/%00/results/%00-1",
        "/console/sessions/a%0d%0aSet-Cookie:%20a=b/results/a%0d%0aSet-Cookie:%20a=b-1",
        "/console/sessions/'%20OR%201=1--/results/'%20OR%201=1---1",
        "/console/sessions/none/results/none-1/csv",
        "/console/sessions/none/results/none-1?page=-1",
        "/console/sessions/none/results/none-1?page=99999999999",
        "/console/sessions/none/results/none-1?result=x"
      })
  void findsNothingAtStrangePaths(String path) {
    HttpResponse<String> answer = otto().get(path);

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).doesNotContain("a=b");
  }

  @Test
  void isForAuditorsOnly() throws Exception {
    RecordedReading reading = recorded();
    Http paul = SignIn.as(controlPlane, issuer, PAUL);

    assertThat(paul.get(reading.page()).statusCode()).isEqualTo(403);
    assertThat(paul.get(reading.page() + "/csv").statusCode()).isEqualTo(403);
    assertThat(paul.get(reading.page() + "/json").statusCode()).isEqualTo(403);
  }
}

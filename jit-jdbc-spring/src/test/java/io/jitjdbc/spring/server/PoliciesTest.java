package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.protocol.BundleSigner;
import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.spring.server.policy.PolicyBook;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies are written, tried out and rolled out at the console, and drivers decide by them. */
class PoliciesTest {
  private static final Subject PAUL = person("paul", "policy-admins");
  private static final Subject PIA = person("pia", "policy-admins");
  private static final Subject OTTO = person("otto", "auditors");
  private static final Subject VERA = person("vera", "viewers");
  private static final Subject ANN = person("ann", "analysts");
  private static final String SHOP = "jdbc:h2:mem:policies-shop";
  private static final String STAFF = "jdbc:h2:mem:policies-staff";
  private static final String MASKED =
      """
      version: 1
      classification: {pii.email: ["*.customers.email"]}
      rules:
        - {id: read, who: {groups: [analysts]}, actions: [read], resources: ["*.customers"], effect: permit}
      """;

  @TempDir static Path folder;
  private static TestIssuer issuer;
  private static TestDatabase database;
  private static RunningControlPlane controlPlane;
  private static Connection shop;

  @BeforeAll
  static void start() throws Exception {
    issuer = TestIssuer.start();
    database = TestDatabases.open(DatabaseProduct.H2);
    shop = DriverManager.getConnection(SHOP, "OWNER", "OWNER");
    try (Statement statement = shop.createStatement()) {
      statement.execute("CREATE TABLE customers (id INT PRIMARY KEY, email VARCHAR(80))");
      statement.execute("INSERT INTO customers VALUES (1, 'rosa@example.org')");
      statement.execute("CREATE ROLE READER");
      statement.execute("GRANT SELECT ON customers TO READER");
    }
    Path key = folder.resolve("policy.jwk");
    Files.writeString(key, new ECKeyGenerator(Curve.P_256).generate().toJSONString());
    controlPlane =
        RunningControlPlane.start(
            database, issuer, ANN.issuer(), InstantSource.system(), settings(key));
  }

  private static Map<String, String> settings(Path key) {
    var settings = new HashMap<String, String>();
    settings.put("jit.server.id-token-algorithm", "ES256");
    settings.put("jit.server.roles.auditor", "auditors");
    settings.put("jit.server.roles.viewer", "viewers");
    settings.put("jit.server.roles.policy-admin", "policy-admins");
    settings.put("jit.server.seal.current", "a");
    settings.put("jit.server.seal.keys.a", "c2FtcGxlLXNhbXBsZS1zYW1wbGUtc2FtcGxlLXNhbXA=");
    settings.put("jit.server.targets[0].url", SHOP);
    settings.put("jit.server.targets[0].broker", "mint");
    settings.put("jit.server.targets[0].settings.url", SHOP);
    settings.put("jit.server.targets[0].settings.user", "OWNER");
    settings.put("jit.server.targets[0].settings.password", "OWNER");
    settings.put("jit.server.targets[0].settings.roles", "READER");
    settings.put("jit.server.targets[1].url", STAFF);
    settings.put("jit.server.targets[1].broker", "static");
    settings.put("jit.server.targets[1].settings.user", "SA");
    settings.put("jit.server.targets[1].settings.password", "any");
    settings.put("jit.server.policies.issuer", "https://control.example");
    settings.put("jit.server.policies.key-file", key.toString());
    settings.put("jit.server.policies.second-person", "true");
    return settings;
  }

  @AfterAll
  static void stop() throws Exception {
    controlPlane.close();
    shop.close();
    database.close();
    issuer.close();
  }

  private static Http as(Subject person) {
    return SignIn.as(controlPlane, issuer, person);
  }

  private static String written(Subject author, String text) {
    HttpResponse<String> answer =
        as(author)
            .submit(
                "/console/policies/new", "/console/policies", Map.of("text", text, "note", "why"));
    String page = answer.headers().firstValue("Location").orElseThrow();
    return page.substring(page.lastIndexOf('/') + 1);
  }

  private static void rollOut(Subject person, String number, String target) {
    String page = "/console/policies/" + number;
    as(person).submit(page, page + "/roll-out", Map.of("targets", target, "remark", "go"));
  }

  /**
   * What an analyst reads who was not here before: a new lease brings what counts now.
   *
   * @param name theirs
   */
  private static String emailReadBy(String name) throws SQLException {
    Subject analyst = person(name, "analysts");
    var settings = new Properties();
    settings.put(
        "jit.token", new SubjectTokens(issuer, InstantSource.system()).token(analyst).reveal());
    settings.put("jit.subject.oidc.issuer", ANN.issuer());
    settings.put("jit.subject.oidc.audience", TestIssuer.AUDIENCE);
    settings.put("jit.subject.oidc.jwks.file", keys().toString());
    settings.put("jit.broker", "jit");
    settings.put("jit.broker.jit.address", controlPlane.address().toString());
    settings.put("jit.policy", "signed");
    settings.put("jit.policy.signed.issuer", "https://control.example");
    settings.put(
        "jit.policy.signed.thumbprints", controlPlane.bean(BundleSigner.class).thumbprint());
    try (Connection connection =
            DriverManager.getConnection(SHOP.replace("jdbc:", "jdbc:jit:"), settings);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM customers")) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  private static Path keys() {
    try {
      return Files.writeString(folder.resolve("keys.json"), issuer.keySet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aVersionCountsOnceItIsRolledOutAndAnOlderOneAgainWhenThatIs() throws Exception {
    String masked = written(PAUL, MASKED);
    String clear =
        written(PAUL, MASKED.replace("effect: permit", "effect: permit, reveal: [pii.email]"));

    rollOut(PIA, masked, SHOP);
    String first = emailReadBy("ann");
    rollOut(PIA, clear, SHOP);
    String second = emailReadBy("ben");
    rollOut(PIA, masked, SHOP);
    String third = emailReadBy("cleo");

    assertThat(first).isEqualTo(third).doesNotContain("rosa");
    assertThat(second).isEqualTo("rosa@example.org");
    assertThat(controlPlane.bean(PolicyBook.class).inForce(SHOP).orElseThrow().version())
        .isEqualTo(Long.parseLong(masked));
  }

  @Test
  void oneDatabaseAtATime() {
    String number = written(PAUL, MASKED + "# for the staff\n");

    rollOut(PIA, number, STAFF);

    PolicyBook book = controlPlane.bean(PolicyBook.class);
    assertThat(book.inForce(STAFF).orElseThrow().version()).isEqualTo(Long.parseLong(number));
    assertThat(book.inForce(SHOP).map(one -> one.version() == Long.parseLong(number)))
        .isNotEqualTo(Optional.of(true));
    assertThat(controlPlane.bean(AdminLog.class).latest(1).get(0).about())
        .isEqualTo("version " + number + ": " + STAFF);
  }

  @Test
  void itsAuthorDoesNotRollItOut() {
    String number = written(PAUL, MASKED + "# by paul\n");

    rollOut(PAUL, number, STAFF);

    assertThat(controlPlane.bean(PolicyBook.class).history(10))
        .noneMatch(one -> one.version() == Long.parseLong(number));
  }

  @Test
  void aDatabaseOfNobodyIsRefused() {
    String number = written(PAUL, MASKED + "# elsewhere\n");

    rollOut(PIA, number, "jdbc:h2:mem:other");

    assertThat(controlPlane.bean(PolicyBook.class).inForce("jdbc:h2:mem:other")).isEmpty();
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsKept() {
    int before = controlPlane.bean(PolicyBook.class).latest(1000).size();

    HttpResponse<String> answer =
        as(PAUL)
            .submit(
                "/console/policies/new",
                "/console/policies",
                Map.of("text", MASKED.replace("effect: permit", "effekt: permit"), "note", ""));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("effekt", "effect is missing", "Keep this version");
    assertThat(controlPlane.bean(PolicyBook.class).latest(1000)).hasSize(before);
  }

  @Test
  void aCheckKeepsNothingAndShowsWhatChanges() {
    String number = written(PAUL, MASKED + "# base\n");
    int before = controlPlane.bean(PolicyBook.class).latest(1000).size();

    HttpResponse<String> answer =
        as(PAUL)
            .submit(
                "/console/policies/new?from=" + number,
                "/console/policies/check",
                Map.of("text", MASKED + "# another\r\n", "from", number));

    assertThat(answer.body()).contains("- # base", "+ # another", "last week");
    assertThat(controlPlane.bean(PolicyBook.class).latest(1000)).hasSize(before);
  }

  @Test
  void showsWhoSeesWhat() {
    String number = written(PAUL, MASKED + "# seen\n");

    String page =
        as(OTTO)
            .get("/console/policies/" + number + "/effects?table=shop.customers&columns=id,email")
            .body();

    assertThat(page)
        .contains("group analysts", "everybody else", ">clear<", ">masked<", ">denied<");
  }

  @Test
  void showsMarkupInAPolicyAsText() {
    String number = written(PAUL, MASKED + "# <script>alert(1)</script>\n");

    assertThat(as(PAUL).get("/console/policies/" + number).body())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;");
  }

  @Test
  void aFileThatCannotSignIsRefusedAtTheStart() {
    assertThatThrownBy(
            () -> new ControlPlaneSettings.Policies("https://control.example", "", "", false))
        .hasMessageContaining("issuer and key-file");
    assertThatThrownBy(() -> new ControlPlaneSettings.Policies("", "", "policy.yaml", false))
        .hasMessageContaining("initial");
  }

  @ParameterizedTest(name = "{0}: vera {1}, otto {2}, paul {3}")
  @CsvSource({
    "/console/policies, 403, 200, 200",
    "/console/policies/new, 403, 403, 200",
    "/console/policies/999999, 403, 404, 404",
    "/console/policies/999999/effects, 403, 404, 404",
    "/console/policies/x, 403, 404, 404",
    "/console/policies/check, 403, 403, 405"
  })
  void showsEachRoleItsPages(String path, int vera, int otto, int paul) {
    assertThat(as(VERA).get(path).statusCode()).isEqualTo(vera);
    assertThat(as(OTTO).get(path).statusCode()).isEqualTo(otto);
    assertThat(as(PAUL).get(path).statusCode()).isEqualTo(paul);
  }

  @Test
  void nobodyElseWritesOrRollsOut() {
    int before = controlPlane.bean(PolicyBook.class).latest(1000).size();

    for (Subject person : new Subject[] {OTTO, VERA, ANN}) {
      for (String path : new String[] {"", "/check", "/1/roll-out"}) {
        HttpResponse<String> answer =
            as(person).submit("/console/mine", "/console/policies" + path, Map.of("text", MASKED));
        assertThat(answer.statusCode()).isEqualTo(403);
      }
    }
    assertThat(controlPlane.bean(PolicyBook.class).latest(1000)).hasSize(before);
  }
}

package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.cli.Terminal.Outcome;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  private static final String POLICY =
      """
      version: 1
      classification:
        pii.email: ["*.customers.email"]
      masks:
        pii.email: {function: partial, keep-first: 1, keep-domain: true, filter: equals-parameter}
      rules:
        - id: analysts-read
          who: {groups: [analysts]}
          actions: [read]
          resources: ["*.customers"]
          effect: permit
          rows: {limit: 100, approval: bulk}
        - id: owners
          who: {groups: [owners]}
          actions: [read]
          resources: ["*.customers"]
          effect: permit
          reveal: ["*"]
        - id: payroll-on-request
          who: {groups: [analysts]}
          actions: [read]
          resources: ["*.payroll"]
          effect: require-approval
          approval: bulk
      approvals:
        bulk: {approvers: [data-owners, security], quorum: 2}
      """;

  @TempDir Path directory;
  private Terminal terminal;
  private TestDatabase database;
  private Path policy;

  @BeforeEach
  void sitDown() throws SQLException, IOException {
    terminal = new Terminal(directory);
    database = TestDatabases.open(DatabaseProduct.H2);
    database.run(
        "CREATE TABLE customers(id INT PRIMARY KEY, name VARCHAR(60), email VARCHAR(120));"
            + "INSERT INTO customers SELECT X, 'name', 'mail' FROM SYSTEM_RANGE(1, 48);"
            + "CREATE TABLE payroll(id INT PRIMARY KEY, salary INT);"
            + "CREATE ROLE reader; GRANT SELECT ON customers TO reader");
    policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
  }

  @AfterEach
  void leave() throws SQLException {
    terminal.close();
    database.close();
  }

  private Path audit() {
    return directory.resolve("audit.jsonl");
  }

  private Properties settings() {
    Properties settings = terminal.settings();
    settings.setProperty("jit.broker", "mint");
    settings.setProperty("jit.broker.mint.url", database.jdbcUrl());
    settings.setProperty("jit.broker.mint.user", database.user());
    settings.setProperty("jit.broker.mint.password", database.password());
    settings.setProperty("jit.broker.mint.roles", "READER");
    settings.setProperty("jit.policy.yaml.file", policy.toString());
    settings.setProperty("jit.audit", "jsonl");
    settings.setProperty("jit.audit.jsonl.file", audit().toString());
    return settings;
  }

  private Outcome explain(String... words) throws IOException {
    var all = new ArrayList<String>(List.of("explain", "--config", terminal.config(settings())));
    all.addAll(List.of("--token-file", terminal.tokenFile("ann", "analysts")));
    all.addAll(List.of("--url", database.jdbcUrl().replaceFirst("jdbc:", "jdbc:jit:")));
    all.addAll(List.of(words));
    return Terminal.run(all.toArray(String[]::new));
  }

  @Test
  void printsWhatEachColumnIsAndHowItIsShownAsTheReadmeSays() throws IOException {
    Outcome outcome =
        explain("SELECT id, email, UPPER(email) AS loud, 'x' AS mark FROM customers WHERE id = 7");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines().map(String::stripTrailing))
        .containsExactlyElementsOf(policyPage("Statement:").lines().toList());
  }

  /** The block of the policy's page that begins so. */
  private static String policyPage(String beginning) throws IOException {
    String text = Files.readString(Path.of("..", "jit-jdbc-core", "POLICY.md"));
    int begin = text.indexOf("```\n" + beginning) + "```\n".length();
    return text.substring(begin, text.indexOf("```", begin));
  }

  @Test
  void runsNothingAndIsOnRecordWithoutLiterals() throws IOException {
    explain("SELECT email FROM customers WHERE name = 'canary'");

    assertThat(Files.readString(audit()))
        .contains("statement.explained", "WHERE name = ?")
        .doesNotContain("statement.decided", "canary");
  }

  @Test
  void answersForSomebodyElse() throws IOException {
    Outcome outcome =
        explain("--subject", "olga", "--groups", "owners,others", "SELECT email FROM customers");

    assertThat(outcome.out())
        .contains("Who:         olga, in others, owners")
        .contains("permit by rule owners")
        .containsPattern("EMAIL +in clear");
    assertThat(Files.readString(audit()))
        .contains("\"about\":{\"issuer\":\"unverified\",\"id\":\"olga\",\"name\":\"olga\"}");
  }

  @Test
  void saysWhyAndByWhomItWouldBeStopped() throws IOException {
    Outcome denied = explain("SELECT id FROM customers ORDER BY email");
    assertThat(denied.code()).isZero();
    assertThat(denied.out())
        .contains("Decision:    deny by rule mask pii.email")
        .contains("Reason:      PUBLIC.CUSTOMERS.EMAIL (pii.email) is masked for you")
        .containsPattern("ID +not at all");

    Outcome asks = explain("SELECT salary FROM payroll");
    assertThat(asks.out())
        .contains("Decision:    ask for an approval by rule payroll-on-request")
        .contains("Approvers:   2 of the groups data-owners, security\n");

    Outcome unread = explain("SELEC 1");
    assertThat(unread.out()).contains("Kind:        UNKNOWN", "cannot be proven harmless");
  }

  @Test
  void saysThatNobodyIsHeldToAnObservedPolicy() throws IOException {
    Files.writeString(policy, POLICY.replace("version: 1", "version: 1\nmode: observe"));

    assertThat(explain("DELETE FROM customers").out())
        .contains("Decision:    deny by rule no-rule")
        .contains("Mode:        observe: the statement runs as it is");
  }

  @Test
  void obeysNoControlCharacterOfTheStatement() throws IOException {
    Outcome outcome = explain("SELECT id AS \"\u001b[2J\" FROM customers /* \u202e */");

    assertThat(outcome.out()).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void takesTheTokenOfTheFileWhateverElseIsSet() throws IOException {
    Properties settings = settings();
    settings.setProperty("jit.token", terminal.issuer().token("ben", "owners"));

    Outcome outcome =
        Terminal.run(
            "explain",
            "--config",
            terminal.config(settings),
            "--token-file",
            terminal.tokenFile("ann", "analysts"),
            "--url",
            database.jdbcUrl().replaceFirst("jdbc:", "jdbc:jit:"),
            "SELECT id FROM customers");

    assertThat(outcome.out()).contains("Who:         ann@example.org");
  }

  @Test
  void saysWhyItCannotConnect() throws IOException {
    Outcome outcome =
        Terminal.run(
            "explain",
            "--config",
            terminal.config(settings()),
            "--url",
            "jdbc:h2:mem:x",
            "SELECT 1");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("begins with jdbc:jit:");
  }

  @Test
  void wantsASubjectForItsGroups() throws IOException {
    Outcome outcome = explain("--groups", "owners", "SELECT 1");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--groups needs --subject");
  }
}

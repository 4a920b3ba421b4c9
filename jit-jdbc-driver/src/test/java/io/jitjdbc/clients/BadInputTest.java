package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.bundle.JdkLog;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestIssuer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is wrong: the right SQLSTATE, a message that says what to do, no secret in it nor in the
 * log, and a pool that goes on.
 */
class BadInputTest {
  private static final String CANARY = "canary";

  private EnforcedDatabase database;
  private JdkLog log;

  @BeforeEach
  void open() throws Exception {
    log = new JdkLog("");
    database = EnforcedDatabase.open(DatabaseProduct.H2);
  }

  @AfterEach
  void leakNothing() throws Exception {
    database.close();
    log.close();
    assertThat(log.text())
        .doesNotContain(CANARY, EnforcedDatabase.secretEmail(), database.raw().password());
  }

  /** Signs a person in whose token carries a canary in every part that a message could repeat. */
  private String token(String issuer, Instant expiresAt) {
    return database
        .issuer()
        .sign(
            database
                .issuer()
                .claims("cleo")
                .issuer(issuer)
                .claim("groups", List.of("clerks"))
                .claim("nonce", CANARY)
                .expirationTime(Date.from(expiresAt))
                .build());
  }

  private static Instant soon() {
    return InstantSource.system().instant().plus(Duration.ofMinutes(5));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> fails(
      String state, ThrowingCallable attempt) {
    return assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            SQLException.class,
            failure -> {
              assertThat(failure.getSQLState()).as(failure.getMessage()).isEqualTo(state);
              var everything = new StringWriter();
              failure.printStackTrace(new PrintWriter(everything, true));
              assertThat(everything.toString()).doesNotContain(CANARY, database.raw().password());
            });
  }

  private AbstractThrowableAssert<?, ? extends Throwable> failsToConnect(
      String state, Properties settings) {
    return failsToConnect(state, database.url(), settings);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> failsToConnect(
      String state, String url, Properties settings) {
    JitDataSource source = database.dataSource(settings);
    source.setUrl(url);
    return fails(state, () -> source.getConnection().close());
  }

  private static void work(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM customers")) {
      assertThat(rows.next()).isTrue();
    }
  }

  private static void work(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      work(connection);
    }
  }

  @Test
  void aTokenOfAnotherIssuer() throws Exception {
    String wrong = token("https://login.example.org", soon());
    database.presentToken(wrong);

    failsToConnect("28000", database.settings())
        .hasMessageContaining("issuer")
        .hasMessageContaining("Sign-in refused")
        .hasMessageNotContaining(wrong);
    assertThat(log.text()).doesNotContain(wrong);
    recovers();
  }

  @Test
  void anExpiredToken() throws Exception {
    String old =
        token(
            database.issuer().name(),
            InstantSource.system().instant().minus(Duration.ofMinutes(10)));
    database.presentToken(old);

    failsToConnect("28000", database.settings())
        .hasMessageContaining("expired")
        .hasMessageNotContaining(old);
    recovers();
  }

  /** A pool that was started in the bad time works as soon as it is over. */
  private void recovers() {
    try (HikariDataSource pool = database.pool(database.settings())) {
      pool.setConnectionTimeout(300);
      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
      database.presentToken(token(database.issuer().name(), soon()));
      await().ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(() -> work(pool));
    }
  }

  @Test
  void anUnknownSetting() {
    Properties settings = database.settings();
    settings.setProperty("jit.borker", CANARY);

    failsToConnect("08001", settings)
        .hasMessageContaining("jit.borker")
        .hasMessageContaining("jit.broker");
  }

  @Test
  void aSecretInTheUrl() {
    String url = database.url() + ";jit.token=" + CANARY;

    failsToConnect("08001", url, database.settings())
        .hasMessageContaining("jit.token is a secret")
        .hasMessageContaining("JIT_TOKEN");
  }

  @Test
  void aSettingWithTwoValues() {
    Properties settings = database.settings();
    settings.setProperty("jit.purpose", CANARY);

    failsToConnect("08001", database.url() + ";jit.purpose=other", settings)
        .hasMessageContaining("jit.purpose")
        .hasMessageContaining("keep one");
  }

  @Test
  void aMissingDelegateDriver() {
    failsToConnect("08001", "jdbc:jit:nosuch:x", database.settings())
        .hasMessageContaining("no driver found for jdbc:nosuch:")
        .hasMessageContaining("jit.delegate.driver");
  }

  @Test
  void aMalformedPolicy() throws Exception {
    Files.writeString(database.policyFile(), "version: 1\nrules:\n  - id: x\n    who: everyone\n");

    failsToConnect("08001", database.settings())
        .hasMessageContaining("policy.yaml")
        .hasMessageContaining("line 4, column 10: rules[0].who");
  }

  @Test
  void aPolicyThatIsBrokenLater() throws Exception {
    Properties settings = database.settings();
    settings.setProperty("jit.policy.yaml.reload", "0s");
    try (HikariDataSource pool = database.pool(settings)) {
      work(pool);
      Files.writeString(database.policyFile(), "version: [");
      work(pool);
      assertThat(log.text()).contains("stays in force");
    }
  }

  @Test
  void aDeadBroker() throws Exception {
    try (HikariDataSource pool = database.pool(database.settings())) {
      database.loseBroker();
      failsToConnect("08001", database.settings()).hasMessageContaining("No lease");
      database.returnBroker();
      work(pool);
    }
  }

  @Test
  void brokenSql() throws Exception {
    try (HikariDataSource pool = database.pool(database.settings());
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      fails("42501", () -> statement.executeQuery("SELEC name FROM x WHERE y = '" + CANARY))
          .hasMessageContaining("cannot be proven harmless");
      assertThat(connection.isClosed()).isFalse();
      work(connection);
    }
  }

  @Test
  void sqlThatTheDatabaseRefuses() throws Exception {
    try (HikariDataSource pool = database.pool(database.settings());
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () ->
                  statement
                      .executeQuery("SELECT CAST(name AS INT), '" + CANARY + "' FROM customers")
                      .next())
          .isInstanceOf(SQLException.class);
      work(connection);
    }
  }

  @Test
  void anAuditFileThatCannotBeWritten() throws Exception {
    Properties settings = database.settings();
    try (HikariDataSource pool = database.pool(settings);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      work(connection);
      Files.delete(database.auditFile());
      Files.createDirectory(database.auditFile());
      Thread.sleep(1_100); // what was rotated away is noticed within a second

      fails("42501", () -> statement.executeQuery("SELECT name FROM customers"))
          .hasMessageContaining("cannot be recorded")
          .hasMessageContaining("audit.jsonl");

      Files.delete(database.auditFile());
      work(connection);
    }
    settings.setProperty("jit.audit.jsonl.file", "/proc/nowhere/audit.jsonl");
    failsToConnect("08001", settings)
        .hasMessageContaining("/proc/nowhere")
        .hasMessageContaining("create it");
  }

  @Test
  void noTokenAtAll() {
    Properties settings = database.settings();
    settings.remove("jit.token.file");
    settings.setProperty("password", CANARY);

    failsToConnect("28000", settings)
        .hasMessageContaining("no token was given")
        .hasMessageContaining("jit.token.file");
  }

  @Test
  void anAudienceThatIsNotMeant() {
    Properties settings = database.settings();
    settings.setProperty("jit.subject.oidc.audience", "another-" + TestIssuer.AUDIENCE);

    failsToConnect("28000", settings).hasMessageContaining("audience");
  }
}

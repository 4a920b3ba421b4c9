package io.jitjdbc.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.PolicySigner;
import io.jitjdbc.testing.TestLeaseService;
import io.jitjdbc.testing.TestLeaseService.Reply;
import io.jitjdbc.testing.TestLogin;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker service leases the logins and says by which policy the driver decides. */
class ServiceLeaseTest {
  private final PolicySigner signer = new PolicySigner();
  private EnforcedDatabase database;
  private TestLeaseService service;
  private JitDataSource source;
  @TempDir private Path directory;

  @BeforeEach
  void open() throws Exception {
    database = EnforcedDatabase.open(DatabaseProduct.POSTGRESQL);
    service = TestLeaseService.start(database.issuer());
    service.lend(this::login);
    bring(policy(), 1);
    source = database.dataSource(settings());
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    service.close();
  }

  private Properties settings() throws Exception {
    Path keys = Files.writeString(directory.resolve("policy.jwks"), signer.keySet());
    Properties settings = database.settings();
    settings.keySet().removeIf(name -> name.toString().startsWith("jit.broker"));
    settings.remove("jit.policy.yaml.file");
    settings.setProperty("jit.broker", "jit");
    settings.setProperty("jit.broker.jit.address", service.address().toString());
    settings.setProperty("jit.policy", "signed");
    settings.setProperty("jit.policy.signed.issuer", PolicySigner.ISSUER);
    settings.setProperty("jit.policy.signed.jwks.file", keys.toString());
    settings.setProperty("jit.lease.check", "200ms");
    return settings;
  }

  private TestLogin login() {
    try {
      TestLogin login = database.raw().createLogin();
      database.raw().run("GRANT SELECT ON customers TO " + login.user());
      return login;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bring(String policy, long serial) {
    var now = InstantSource.system().instant();
    service.bring(signer.sign(PolicySigner.claims(policy, serial, now, database.raw().jdbcUrl())));
  }

  private static String policy() throws Exception {
    try (InputStream in = ServiceLeaseTest.class.getResourceAsStream("policy.yaml")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static String read(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Predicate<Throwable> state(String expected) {
    return e -> e instanceof SQLException failed && expected.equals(failed.getSQLState());
  }

  private String lease() {
    return service.leases().keySet().iterator().next();
  }

  @Test
  void decidesByThePolicyThatCameWithTheLease() throws SQLException {
    try (Connection connection = source.getConnection()) {
      assertThat(read(connection, "SELECT name FROM customers")).isEqualTo("Ada");
      assertThat(read(connection, "SELECT email FROM customers"))
          .isNotEqualTo(EnforcedDatabase.secretEmail());
    }
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void takesANewerPolicyForConnectionsThatAreOpen() throws Exception {
    try (Connection connection = source.getConnection()) {
      assertThat(read(connection, "SELECT name FROM customers")).isEqualTo("Ada");
      bring(policy().replace("groups: [clerks]", "groups: [managers]"), 2);
      // Another purpose, another lease.
      source.setProperty("jit.purpose", "TICKET-2");
      source.getConnection().close();

      assertThatThrownBy(() -> read(connection, "SELECT name FROM customers"))
          .matches(state("42501"), "is a denial");
    }
  }

  @Test
  void refusesToConnectWithoutAPolicyAndGivesTheLeaseBack() {
    service.bring("");

    assertThatThrownBy(source::getConnection).matches(state("28000"), "is refused");
    assertThat(service.revoked()).containsExactly(lease());
  }

  @Test
  void cutsOffAStatementWhoseLeaseIsRevoked() throws Exception {
    try (Connection connection = source.getConnection()) {
      var running =
          CompletableFuture.supplyAsync(
              () -> {
                long begin = System.nanoTime();
                assertThatThrownBy(() -> read(connection, slow()))
                    .matches(state("08006"), "is over")
                    .hasMessageContaining("its lease was revoked");
                return Duration.ofNanos(System.nanoTime() - begin);
              });
      await().until(this::runs);

      service.end(lease());

      assertThat(running.get()).isLessThan(Duration.ofSeconds(20));
      assertThat(connection.isValid(1)).isFalse();
      await().until(() -> !runs());
    }
    try (Connection next = source.getConnection()) {
      assertThat(read(next, "SELECT name FROM customers")).isEqualTo("Ada");
    }
    assertThat(service.leases()).hasSize(2);
  }

  /** About a minute of work, in a form that a policy can decide about. */
  private static String slow() {
    return "SELECT COUNT(*) FROM customers a, generate_series(1, 100000) b,"
        + " generate_series(1, 100000) c";
  }

  private boolean runs() throws SQLException {
    try (Connection raw = database.raw().connect()) {
      return !"0"
          .equals(
              read(
                  raw,
                  "SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'active'"
                      + " AND query LIKE '%generate_series%' AND pid <> pg_backend_pid()"));
    }
  }

  @Test
  void endsWhatATokenOpenedThatIsRevokedAndRecoversWithAnother() throws Exception {
    Connection connection = source.getConnection();
    assertThat(read(connection, "SELECT name FROM customers")).isEqualTo("Ada");

    service.end(lease());
    service.next(Reply.problem(401, "token-refused", "It was signed out."));
    await().until(() -> !connection.isValid(1));
    assertThatThrownBy(() -> read(connection, "SELECT name FROM customers"))
        .matches(state("08006"), "is over");
    connection.close();

    await()
        .untilAsserted(
            () -> {
              try (Connection next = source.getConnection()) {
                assertThat(read(next, "SELECT name FROM customers")).isEqualTo("Ada");
              }
            });
  }

  @Test
  void goesOnWithWhatItHasWhileTheServiceIsAway() throws Exception {
    try (Connection connection = source.getConnection()) {
      service.close();
      await()
          .during(Duration.ofSeconds(1))
          .untilAsserted(
              () -> assertThat(read(connection, "SELECT name FROM customers")).isEqualTo("Ada"));
      try (Connection other = source.getConnection()) {
        assertThat(read(other, "SELECT name FROM customers")).isEqualTo("Ada");
      }
    }
  }
}

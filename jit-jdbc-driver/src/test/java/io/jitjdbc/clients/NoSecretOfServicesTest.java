package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestLeaseService;
import io.jitjdbc.testing.TestLeaseService.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that signs in by itself and is leased its logins by another one, while all loggers are
 * at their finest level. Both of those who are asked may say what they were given.
 */
class NoSecretOfServicesTest {
  @TempDir Path directory;
  private final Secrets secrets = new Secrets();
  private final String clientSecret = UUID.randomUUID().toString();
  private EnforcedDatabase database;
  private TestLeaseService leases;
  private Evidence evidence;
  private int purposes;

  @BeforeEach
  void open() throws Exception {
    PasswordWatch.forget();
    database = EnforcedDatabase.open(DatabaseProduct.POSTGRESQL);
    leases = TestLeaseService.start(database.issuer());
    secrets.add("the client's secret", clientSecret);
    evidence = new Evidence(secrets);
    database.issuer().answer("/token", form -> granted(token()));
  }

  @AfterEach
  void close() throws Exception {
    evidence.close();
    leases.close();
    database.close();
  }

  private String token() {
    return secrets.token("the token", database.issuer().token("reports", "clerks"));
  }

  private static TestIssuer.Reply granted(String token) {
    return TestIssuer.Reply.ok(
        Map.of(
            "access_token",
            token,
            "token_type",
            "Bearer",
            "issued_token_type",
            "urn:ietf:params:oauth:token-type:access_token",
            "expires_in",
            300));
  }

  /** Each time for another purpose, so that nobody shares a lease with those before. */
  private Properties settings() throws IOException {
    Properties settings = database.settings();
    settings.keySet().removeIf(name -> name.toString().matches("jit\\.(broker|subject|token).*"));
    String client = "jit.subject.client-credentials.";
    settings.setProperty("jit.subject", "client-credentials");
    settings.setProperty(client + "issuer", database.issuer().name());
    settings.setProperty(client + "audience", TestIssuer.AUDIENCE);
    settings.setProperty(client + "client-id", "reports");
    settings.setProperty(client + "client-secret.file", secretFile());
    settings.setProperty("jit.broker", "jit");
    settings.setProperty("jit.broker.jit.address", leases.address().toString());
    settings.setProperty("jit.purpose", "purpose " + ++purposes);
    settings.setProperty("jit.delegate.driver", PasswordWatch.class.getName());
    return settings;
  }

  private String secretFile() throws IOException {
    return Files.writeString(directory.resolve("secret"), clientSecret).toString();
  }

  /** The leased login is there, and needs no certificate. */
  private void provide(HttpExchange exchange, Supplier<Reply> orderly) throws IOException {
    Map<String, Object> lease = leased(exchange, orderly);
    try {
      database
          .raw()
          .run(
              "CREATE ROLE %1$s LOGIN PASSWORD '%2$s'; GRANT SELECT ON customers TO %1$s"
                  .formatted(lease.get("user"), lease.get("password")));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    TestLeaseService.send(exchange, reply(201, lease));
  }

  private Map<String, Object> leased(HttpExchange exchange, Supplier<Reply> orderly) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    secrets.token("the token as it was sent", authorization.replace("Bearer ", ""));
    try {
      Map<String, Object> lease = JSONObjectUtils.parse(orderly.get().body());
      lease.put("connectionProperties", Map.of());
      secrets.add("a leased password", lease.get("password").toString());
      return lease;
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Reply reply(int status, Map<String, Object> body) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
        JSONObjectUtils.toJSONString(body));
  }

  @Test
  void showsNoSecretOfALeaseThatAServiceGives() throws Exception {
    leases.next(this::provide);
    JitDataSource source = database.dataSource(settings());
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT email FROM customers")) {
        assertThat(rows.next()).isTrue();
      }
      evidence.connection(connection);
      evidence.failure("a denied one", () -> statement.executeUpdate("DELETE FROM customers"));
      evidence.beans();
    }
    source.close();

    assertThat(leases.violations()).isEmpty();
    assertThat(leases.revoked()).hasSize(1);
    assertThat(PasswordWatch.backwards()).hasSize(1);
    evidence.assertTellsNothing();
  }

  private void refused(String what, String message) throws Exception {
    refused(what, settings(), message);
  }

  private void refused(String what, Properties settings, String message) {
    JitDataSource source = database.dataSource(settings);
    evidence.failure(
        what,
        () -> {
          try (Connection connection = source.getConnection()) {
            evidence.note("a connection that should not be", connection);
          } catch (SQLException e) {
            assertThat(e.getMessage()).contains(message);
            throw e;
          }
        });
    source.close();
  }

  @Test
  void showsNoSecretOfLeasesThatDoNotComeAbout() throws Exception {
    leases.next(
        (exchange, orderly) -> {
          Object password = leased(exchange, orderly).get("password");
          String sent = exchange.getRequestHeaders().getFirst("Authorization");
          TestLeaseService.send(
              exchange,
              Reply.problem(403, "subject-unknown", "no to " + sent + ", password " + password));
        });
    refused("a refusal that says all it knows", "subject-unknown");
    leases.next(
        (exchange, orderly) -> {
          Map<String, Object> lease = leased(exchange, orderly);
          lease.put("expiresAt", lease.get("password"));
          TestLeaseService.send(exchange, reply(201, lease));
        });
    refused("a lease with its password in the wrong place", "No lease");
    leases.next(
        (exchange, orderly) ->
            TestLeaseService.send(exchange, reply(201, leased(exchange, orderly))));
    refused("a login that the database does not know", "did not take the leased login");

    evidence.assertTellsNothing();
  }

  @Test
  void showsNoSecretThatAnIssuerRepeats() throws Exception {
    database
        .issuer()
        .answer(
            "/token",
            form ->
                new TestIssuer.Reply(
                    401,
                    JSONObjectUtils.toJSONString(
                        Map.of(
                            "error",
                            "invalid_client",
                            "error_description",
                            "the secret is not " + clientSecret))));
    refused("an issuer that says too much", "invalid_client");
    database
        .issuer()
        .answer("/token", form -> new TestIssuer.Reply(200, "token=" + token() + clientSecret));
    refused("an issuer that answers in another language", "Sign-in");

    evidence.assertTellsNothing();
  }

  /** What is exchanged, and for what; PostgreSQL takes no token, so it comes to nothing. */
  @Test
  void showsNoSecretOfAnExchange() throws Exception {
    refusedExchange("a database that takes no tokens", "did not take the leased login");
    database
        .issuer()
        .answer(
            "/token",
            form ->
                new TestIssuer.Reply(
                    400,
                    JSONObjectUtils.toJSONString(
                        Map.of(
                            "error",
                            "invalid_request",
                            "error_description",
                            form.fields().get("subject_token") + " not of " + clientSecret))));
    refusedExchange("an issuer that says too much", "invalid_request");

    evidence.assertTellsNothing();
  }

  private void refusedExchange(String what, String message) throws Exception {
    Properties settings = database.settings();
    settings.keySet().removeIf(name -> name.toString().matches("jit\\.(broker|token).*"));
    String prefix = "jit.broker.token-exchange.";
    settings.setProperty("jit.token", token());
    settings.setProperty("jit.broker", "token-exchange");
    settings.setProperty(prefix + "token-endpoint", database.issuer().name() + "/token");
    settings.setProperty(prefix + "client-id", "jit-jdbc");
    settings.setProperty(prefix + "client-secret.file", secretFile());
    settings.setProperty("jit.delegate.driver", PasswordWatch.class.getName());
    refused(what, settings, message);
  }
}

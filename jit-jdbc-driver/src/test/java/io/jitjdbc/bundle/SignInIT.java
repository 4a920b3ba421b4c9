package io.jitjdbc.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestIssuer.Reply;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way to sign in that needs a library, by the bundle's own copy of it: with nothing beside it
 * but the vendor's driver, everything in there has another name than where it comes from.
 */
class SignInIT {
  private static final String ISSUER = "corporate";

  @TempDir Path directory;
  private MockOAuth2Server server;
  private ToolDatabase database;
  private URLClassLoader loader;
  private JdkLog log;

  @BeforeEach
  void open() throws Exception {
    log = new JdkLog("io.jitjdbc");
    server = new MockOAuth2Server();
    server.start();
    database = new ToolDatabase(directory);
    loader = Bundle.isolated(Bundle.file(), Bundle.h2(), Bundle.jarOf(TokenTakingDriver.class));
    database.create(driver("org.h2.Driver"));
  }

  @AfterEach
  void close() throws Exception {
    deregister();
    loader.close();
    database.close();
    server.shutdown();
    log.close();
  }

  private void deregister() throws Exception {
    Class<?> type = Class.forName(Deregistration.class.getName(), true, loader);
    type.asSubclass(Runnable.class).getConstructor().newInstance().run();
  }

  private Driver driver(String name) throws Exception {
    Driver driver =
        Class.forName(name, true, loader).asSubclass(Driver.class).getConstructor().newInstance();
    assertThat(driver.getClass().getClassLoader()).isSameAs(loader);
    return driver;
  }

  /** Settings with another way to sign in, at an issuer, for the audience of the databases. */
  private Properties settings(String way, String issuer, Map<String, String> more) {
    Properties settings = database.settings();
    settings.keySet().removeIf(name -> name.toString().startsWith("jit.subject"));
    String prefix = "jit.subject." + way + ".";
    settings.setProperty("jit.subject", way);
    settings.setProperty(prefix + "issuer", issuer);
    settings.setProperty(prefix + "audience", TestIssuer.AUDIENCE);
    more.forEach((name, value) -> settings.setProperty(prefix + name, value));
    return settings;
  }

  private String issuer() {
    return server.issuerUrl(ISSUER).toString();
  }

  /** The next token is of somebody who may read. */
  private void promise(String person, String audience) {
    server.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            ISSUER, person, "JWT", List.of(audience), Map.of("groups", List.of("analysts")), 600));
  }

  private void assertReads(String person, Properties settings) throws Exception {
    try (Connection connection = driver(Bundle.DRIVER).connect(database.url(), settings);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM people")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).endsWith("@example.org").isNotEqualTo(ToolDatabase.EMAIL);
    }
    assertThat(log.text()).contains("statement.decided", person);
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void signsInAServiceByASecret() throws Exception {
    promise("reports", TestIssuer.AUDIENCE);
    var client =
        Map.of(
            "client-id",
            "reports",
            "client-secret.file",
            file("secret", "canary-secret").toString());

    assertReads("reports", settings("client-credentials", issuer(), client));

    assertThat(log.text()).doesNotContain("canary");
  }

  @Test
  void signsInAServiceByAKey() throws Exception {
    promise("reports", TestIssuer.AUDIENCE);
    String key = new ECKeyGenerator(Curve.P_256).keyID("client-1").generate().toJSONString();
    var client =
        Map.of("client-id", "reports", "client-key.file", file("client.jwk", key).toString());

    assertReads("reports", settings("client-credentials", issuer(), client));
  }

  @Test
  void signsInAWorkloadByAnAssertion() throws Exception {
    promise("batch", TestIssuer.AUDIENCE);
    String assertion = server.issueToken("platform", "batch", ISSUER, Map.of(), 600).serialize();
    var client = Map.of("scope", "db", "assertion.file", file("assertion", assertion).toString());

    assertReads("batch", settings("jwt-bearer", issuer(), client));
  }

  @Test
  void signsInAPersonByABrowser() throws Exception {
    promise("ana", TestIssuer.AUDIENCE);
    var client = Map.of("client-id", "tool", "browser", ScriptedBrowser.command());

    assertReads("ana", settings("browser", issuer(), client));

    assertThat(log.text()).contains(server.authorizationEndpointUrl(ISSUER).toString());
  }

  @Test
  void signsInAPersonByACodeOnAnotherDevice() throws Exception {
    TestIssuer issuer = database.issuer();
    var polls = new AtomicInteger();
    issuer.answer("/device", form -> begun(issuer));
    issuer.answer(
        "/token",
        form ->
            polls.incrementAndGet() == 1 ? Reply.error("authorization_pending") : token(issuer));

    assertReads("ana", settings("device", issuer.name(), Map.of("client-id", "shell")));

    assertThat(polls).hasValue(2);
    assertThat(log.text()).contains("PEGU-PQRO").doesNotContain("canary-device");
  }

  private static Reply begun(TestIssuer issuer) {
    return Reply.ok(
        Map.of(
            "device_code",
            "canary-device",
            "user_code",
            "PEGU-PQRO",
            "verification_uri",
            issuer.name() + "/verify",
            "expires_in",
            60,
            "interval",
            1));
  }

  private static Reply token(TestIssuer issuer) {
    return Reply.ok(
        Map.of(
            "access_token",
            issuer.token("ana", "analysts"),
            "token_type",
            "Bearer",
            "expires_in",
            300));
  }

  private Properties exchanging() {
    Properties settings = database.settings();
    settings.keySet().removeIf(name -> name.toString().startsWith("jit.broker"));
    String prefix = "jit.broker.token-exchange.";
    settings.setProperty("jit.broker", "token-exchange");
    settings.setProperty(prefix + "issuer", issuer());
    settings.setProperty(prefix + "client-id", "jit-jdbc");
    settings.setProperty(prefix + "client-secret.file", directory.resolve("secret").toString());
    settings.setProperty(prefix + "audience", "people-db");
    settings.setProperty(prefix + "user", "{id}");
    settings.setProperty("jit.subject.oidc.issuer", issuer());
    settings.setProperty("jit.delegate.driver", TokenTakingDriver.class.getName());
    settings.setProperty("userinfo", server.userInfoUrl(ISSUER).toString());
    return settings;
  }

  @Test
  void exchangesThePersonsTokenForOneThatTheDatabaseTakes() throws Exception {
    file("secret", "canary-secret");
    Properties settings = exchanging();
    String own =
        server
            .issueToken(
                ISSUER, "ana", TestIssuer.AUDIENCE, Map.of("groups", List.of("analysts")), 600)
            .serialize();
    settings.setProperty("jit.token", own);

    assertReads("ana", settings);

    assertThat(log.text()).doesNotContain("canary", own);
  }

  @Test
  void saysWhatTheDatabaseSaysOfATokenThatItDoesNotTake() throws Exception {
    file("secret", "canary-secret");
    Properties settings = exchanging();
    settings.setProperty("jit.broker.token-exchange.user", "somebody-else");
    settings.setProperty(
        "jit.token",
        server
            .issueToken(ISSUER, "ana", TestIssuer.AUDIENCE, Map.of("groups", List.of()), 600)
            .serialize());

    assertThatThrownBy(() -> driver(Bundle.DRIVER).connect(database.url(), settings))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("the token is not of that user");
  }
}

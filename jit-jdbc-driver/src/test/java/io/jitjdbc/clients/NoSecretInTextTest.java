package io.jitjdbc.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.driver.JitDriver;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that a program can do with a connection, right and wrong, while all loggers are at
 * their finest level: no token and no password is in what it logs, throws, shows or returns.
 */
class NoSecretInTextTest {
  private static final String TOKEN = "jit.token";
  private static final String TOKEN_FILE = "jit.token.file";
  private static final String ADMIN = "jit.broker.mint.password";
  private static final String QUERY = "SELECT name, email FROM customers";

  @TempDir Path directory;
  private final Secrets secrets = new Secrets();
  private EnforcedDatabase database;
  private Evidence evidence;
  private Properties settings;
  private String token;
  private String forged;

  @BeforeEach
  void forgetPasswords() {
    PasswordWatch.forget();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void showsNoSecretOfThoseWhoConnectAndOfTheLoginsThatAreMintedForThem(DatabaseProduct product)
      throws Exception {
    try (EnforcedDatabase opened = EnforcedDatabase.open(product)) {
      database = opened;
      prepare();
      // Not before: the administrator's statements hold the broker's password.
      try (var listening = new Evidence(secrets)) {
        evidence = listening;
        connectThroughTheDriver();
        connectThroughADataSource();
        connectThroughAPool();
        connectThroughAPoolThatIsGivenProperties();
        connectInVain();
        await().until(() -> expired() >= 2);
        evidence.properties(new JitDriver().getPropertyInfo(database.url(), everySecret()));
        assertThat(evidence.log()).contains(loggers(product));
        assertThat(PasswordWatch.backwards()).hasSizeGreaterThanOrEqualTo(4);
        evidence.assertTellsNothing();
      }
    }
  }

  /** Who must have been heard. */
  private static String[] loggers(DatabaseProduct product) {
    return switch (product) {
      case H2 -> new String[] {"com.zaxxer.hikari", "io.jitjdbc"};
      case POSTGRESQL -> new String[] {"com.zaxxer.hikari", "io.jitjdbc", "org.postgresql"};
      case MARIADB, MYSQL -> new String[] {"com.zaxxer.hikari", "io.jitjdbc", "org.mariadb.jdbc"};
    };
  }

  /** And so would be heard what drivers and pools say, as this one does at its debug level. */
  @Test
  void hearsThatHikariLogsThePropertiesThatItIsGiven() throws Exception {
    try (EnforcedDatabase opened = EnforcedDatabase.open(DatabaseProduct.H2);
        var listening = new Evidence(secrets)) {
      database = opened;
      settings = database.settings();
      var config = new HikariConfig();
      config.setJdbcUrl(database.url());
      String given = secrets.token("the token", database.issuer().token("cleo", "clerks"));
      config.setDataSourceProperties(with(TOKEN, given));
      config.addDataSourceProperty("jit.broker.mint.ttl", "2s");
      new HikariDataSource(config).close();

      assertThat(secrets.in(listening.log())).contains("the token");
      await().until(() -> expired() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a s3cret/with+signs b",
        "GET /?x=s3cret%2Fwith%2Bsigns",
        "7333637265742F776974682B7369676E73",
        "7333637265742f776974682b7369676e73",
        "|  00 65 74 2F 77 69 74 68 2B 73 |",
      })
  void knowsASecretInEveryForm(String text) {
    secrets.add("it", "s3cret/with+signs");

    assertThat(secrets.in(text)).isNotEmpty();
    for (String user : new String[] {"", "a:", "ab:", "abc:"}) {
      String basic =
          Base64.getEncoder().encodeToString((user + "s3cret/with+signs").getBytes(UTF_8));
      assertThat(secrets.in(basic)).isNotEmpty();
    }
    assertThat(secrets.in("s3cret")).isEmpty();
  }

  private void prepare() throws SQLException {
    token = secrets.token("the token", database.issuer().token("cleo", "clerks"));
    forged =
        secrets.token(
            "a forged token", token.replaceFirst("\\.[^.]*$", "." + "c2lnbmF0dXJl".repeat(7)));
    settings = settings();
    settings.setProperty("jit.delegate.driver", PasswordWatch.class.getName());
    secrets.add("the administrator's password", database.raw().password());
    secrets.add("the broker's password", MintingBroker.password());
  }

  private Properties settings() throws SQLException {
    return database.raw().product() == DatabaseProduct.H2
        ? database.settings()
        : MintingBroker.settings(database, Duration.ofMinutes(15));
  }

  /** The same with a change. */
  private Properties with(String name, String value) {
    var changed = new Properties();
    changed.putAll(settings);
    changed.setProperty(name, value);
    if (name.equals(TOKEN) || name.equals("password")) {
      changed.remove(TOKEN_FILE);
    }
    return changed;
  }

  private Properties everySecret() {
    Properties all = with(TOKEN, token);
    all.setProperty("user", "cleo");
    all.setProperty("password", token);
    all.setProperty("sslpassword", secret("a key's password"));
    all.setProperty("trustStorePassword", secret("a trust store's password"));
    all.setProperty("keyStorePassword", secret("a key store's password"));
    return all;
  }

  private String secret(String name) {
    String secret = UUID.randomUUID().toString();
    secrets.add(name, secret);
    return secret;
  }

  /** With leases of a moment, whose end is waited for. */
  private void connectThroughTheDriver() throws SQLException {
    Properties brief = with(TOKEN, token);
    brief.setProperty("jit.broker.mint.ttl", "4s");
    try (Connection connection = DriverManager.getConnection(database.url(), brief);
        Statement statement = connection.createStatement()) {
      use(connection);
      await().until(() -> !connection.isValid(1) && isOver(statement));
      evidence.failure("a statement after the lease", () -> statement.executeQuery(QUERY));
      evidence.failure("a commit after the lease", connection::commit);
    }
  }

  private static boolean isOver(Statement statement) {
    try (ResultSet rows = statement.executeQuery(QUERY)) {
      return !rows.next();
    } catch (SQLException e) {
      return true;
    }
  }

  private void connectThroughADataSource() throws SQLException {
    JitDataSource source = database.dataSource(settings);
    evidence.note("a data source", source + source.getUrl());
    try (Connection connection = source.getConnection()) {
      use(connection);
    }
    JitDataSource withPasswords = database.dataSource(with("password", token));
    try (Connection connection = withPasswords.getConnection()) {
      use(connection);
    }
    source.close();
    withPasswords.close();
  }

  private void connectThroughAPool() throws Exception {
    var config = new HikariConfig();
    config.setDataSource(database.dataSource(settings));
    config.setUsername("cleo");
    config.setPassword(token);
    usePool(config);
  }

  /** As properties, files only: HikariCP logs all of them at its debug level. */
  private void connectThroughAPoolThatIsGivenProperties() throws Exception {
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    Properties files = with("jit.broker.mint.ttl", "4s");
    if (files.remove(ADMIN) instanceof String password) {
      Path file = Files.writeString(directory.resolve("broker"), password);
      files.setProperty(ADMIN + ".file", file.toString());
    }
    config.setDataSourceProperties(files);
    usePool(config);
  }

  private void usePool(HikariConfig config) throws Exception {
    config.setMaximumPoolSize(2);
    config.setRegisterMbeans(true);
    config.setPoolName("watched");
    try (var pool = new HikariDataSource(config);
        Connection connection = pool.getConnection()) {
      use(connection);
      evidence.note("a pool", pool + " " + config + connection);
      evidence.beans();
    }
  }

  private void use(Connection connection) throws SQLException {
    evidence.connection(connection);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(QUERY)) {
        assertThat(rows.next()).isTrue();
        evidence.statement(statement, rows);
      }
      evidence.failure("a denied one", () -> statement.executeUpdate("DELETE FROM customers"));
      evidence.failure("an unknown table", () -> statement.executeQuery("SELECT x FROM nowhere"));
      evidence.failure("no SQL at all", () -> statement.executeQuery("SELEKT 1"));
      evidence.failure(
          "a key that is there",
          () -> statement.executeUpdate("INSERT INTO customers (id, name) VALUES (1, 'Bo')"));
    }
    actForOthers(connection);
  }

  private void actForOthers(Connection connection) throws SQLException {
    String another =
        secrets.token("another's token", database.issuer().token("bo" + UUID.randomUUID()));
    connection.setClientInfo("jit.subject.token", another);
    evidence.connection(connection);
    evidence.failure("one for a stranger", () -> connection.prepareStatement(QUERY).execute());
    evidence.failure(
        "a forged client info", () -> connection.setClientInfo("jit.subject.token", forged));
    var properties = new Properties();
    properties.setProperty("jit.subject.token", forged);
    evidence.failure("forged client infos", () -> connection.setClientInfo(properties));
    evidence.failure(
        "a misspelt client info", () -> connection.setClientInfo("jit.subject.tokn", token));
    connection.setClientInfo("jit.subject.token", null);
  }

  private void connectInVain() throws Exception {
    refused("a forged token", with(TOKEN, forged));
    refused("a forged token as the password", with("password", forged));
    refused("a password that is no token", with("password", secret("a person's password")));
    refused("half a token", with(TOKEN, token.substring(0, token.length() / 2)));
    refused("an expired token", with(TOKEN, old()));
    refused("a misspelt name", with("jit.tokn", token));
    String wrong = secret("a wrong password of the broker");
    Properties wronged = with(ADMIN, wrong);
    wronged.remove(ADMIN + ".file");
    refused("a wrong password of the broker", wronged);
    refused("a password as a role", with("jit.broker.mint.roles", wrong));
    refused("a secret as a duration", with("jit.broker.mint.ttl", wrong));
    refused("a token as a number", with("jit.broker.mint.connections", token));
    for (String separator : new String[] {"?", ";", "&"}) {
      inUrl(separator + "jit.token=" + token);
      inUrl(separator + ADMIN + "=" + MintingBroker.password());
      inUrl(separator + "jit.broker.static.password=" + MintingBroker.password());
    }
    Properties lost = with(ADMIN + ".file", directory.resolve("nothing").toString());
    lost.remove(ADMIN);
    refused("a lost password of the broker", lost);
  }

  /** The driver itself is never closed: its leases end by themselves, and are part of it. */
  private long expired() throws IOException {
    try (Stream<String> events = Files.lines(database.auditFile())) {
      return events
          .filter(event -> event.contains("lease.ended") && event.contains("expired"))
          .count();
    }
  }

  private String old() {
    Date past = Date.from(InstantSource.system().instant().minus(Duration.ofHours(1)));
    return secrets.token(
        "an expired token",
        database.issuer().sign(database.issuer().claims("cleo").expirationTime(past).build()));
  }

  private void refused(String what, Properties changed) {
    JitDataSource source = database.dataSource(changed);
    evidence.failure(what, source::getConnection);
    evidence.note("a data source with " + what, source);
  }

  private void inUrl(String suffix) {
    evidence.failure(
        "a secret in the URL",
        () -> DriverManager.getConnection(database.url() + suffix, settings));
    evidence.properties(new JitDriver().getPropertyInfo(database.url() + suffix, settings));
  }
}

package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.StandingPassword;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.CredentialBrokerContract;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A prepared database on a real server, and a broker that mints logins there. */
abstract class ServerMinting extends CredentialBrokerContract {
  private final List<CredentialBroker> brokers = new ArrayList<>();

  TestDatabase database;
  Preparation preparation;
  CredentialBroker broker;

  abstract DatabaseProduct product();

  abstract Recipe recipe();

  /** Asks for the names of all logins. */
  abstract String loginsQuery();

  @BeforeEach
  void prepare() throws SQLException, IOException {
    database = TestDatabases.open(product());
    preparation = Preparation.of(database);
    broker = with(Map.of());
  }

  @AfterEach
  void close() throws SQLException {
    if (database != null) {
      brokers.forEach(CredentialBroker::close);
      database.close();
    }
  }

  @Override
  protected CredentialBroker broker() {
    return broker;
  }

  @Override
  protected String target() {
    return database.jdbcUrl();
  }

  final CredentialBroker with(Map<String, String> changes) {
    var settings = new HashMap<>(preparation.settings());
    settings.putAll(changes);
    CredentialBroker made =
        Providers.named(CredentialBrokerProvider.class, "jit.broker", "mint")
            .create(SettingValues.of("jit.broker.mint.", settings));
    brokers.add(made);
    return made;
  }

  final Connection login(Lease lease) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), lease.credential().user(), lease.credential().revealPassword());
  }

  static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  final List<String> values(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  final List<String> logins() throws SQLException {
    List<String> logins = values(loginsQuery());
    logins.removeIf(login -> !login.startsWith("jit_1") && !login.startsWith("jit_2"));
    return logins;
  }

  final Terms terms(String... roles) {
    return new Terms(target(), List.of(roles), Duration.ofMinutes(15), 100, "%");
  }

  final AdminLogin administrator() {
    var password = SettingValues.of("", Map.of("password", preparation.password()));
    return new AdminLogin(
        recipe(), target(), preparation.broker(), StandingPassword.from(password));
  }

  /** A lease that ends at that distance from now. */
  final Lease lease(Duration end) {
    Instant expiry = InstantSource.system().instant().plus(end);
    var credential =
        new DatabaseCredential(recipe().spelled(MintedName.until(expiry)), RandomWords.password());
    return new Lease(
        credential.user(), credential, expiry.minus(Duration.ofHours(1)), expiry, Map.of());
  }

  /** A login that nobody is left to end. */
  final Lease orphan(Duration end) throws Exception {
    Lease lease = lease(end);
    try (AdminSession session = administrator().open()) {
      recipe().create(session, lease, terms(preparation.role()));
    }
    return lease;
  }

  final RefusedException refusal(CredentialBroker asked) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> asked.lease(requestOf("ann")))
        .withMessageNotContaining(preparation.password())
        .withNoCause()
        .satisfies(e -> refusal[0] = e);
    return refusal[0];
  }

  final void assertNobodyGetsIn(Lease lease) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> login(lease).close())
        .satisfies(e -> assertThat(e.getSQLState()).isIn("28000", "28P01"));
  }
}

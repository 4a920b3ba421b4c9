package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mchange.v2.c3p0.DataSources;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A service's pool of one connection, on which the service says for whom it works: cleo the clerk
 * opened it and sees masked addresses, olga the owner sees them in clear, and eve may see nothing.
 */
class EndUserInPoolTest {
  private static final String TOKEN = "jit.subject.token";
  private static final String QUERY = "SELECT email FROM customers";
  private static final String BOUNDARIES = "com.zaxxer.hikari.enableRequestBoundaries";

  private EnforcedDatabase database;
  private HikariDataSource pool;

  @BeforeEach
  void open() throws Exception {
    database = EnforcedDatabase.open(DatabaseProduct.POSTGRESQL);
    String ownersSee =
        """

          - id: owners-see-emails
            who: {groups: [owners]}
            actions: [read]
            resources: ["*.customers"]
            effect: permit
            reveal: [pii.email]
        """;
    Files.writeString(
        database.policyFile(), Files.readString(database.policyFile()).stripTrailing() + ownersSee);
    Properties settings = database.settings();
    settings.setProperty("jit.subject.oidc.clock-skew", "0s");
    pool = database.pool(settings);
  }

  @AfterEach
  void close() throws SQLException {
    pool.close();
    database.close();
  }

  private String owner() {
    return database.issuer().token("olga", "owners");
  }

  private String clerk() {
    return database.issuer().token("cleo2", "clerks");
  }

  private static String email(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      return email(statement);
    }
  }

  private static String email(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void assertMasked(String email) {
    assertThat(email).endsWith("@example.org").isNotEqualTo(EnforcedDatabase.secretEmail());
  }

  private static void assertClear(String email) {
    assertThat(email).isEqualTo(EnforcedDatabase.secretEmail());
  }

  /** Everything that a session keeps of one subject is asked of the next one. */
  @Test
  void showsEachPersonWhatThatPersonMaySeeOnOneConnection() throws Exception {
    try (Connection connection = pool.getConnection()) {
      assertMasked(email(connection));
      connection.setClientInfo(TOKEN, owner());
      assertClear(email(connection));
      connection.setClientInfo(TOKEN, clerk());
      assertMasked(email(connection));
      connection.setClientInfo(TOKEN, owner());
      assertClear(email(connection));
      connection.setClientInfo(TOKEN, null);
      assertMasked(email(connection));
    }
  }

  @Test
  void decidesAPreparedStatementForWhoeverItIsRunFor() throws Exception {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(QUERY)) {
      assertMasked(email(statement));
      connection.setClientInfo(TOKEN, owner());
      assertClear(email(statement));
      connection.setClientInfo(TOKEN, null);
      assertMasked(email(statement));
    }
  }

  @Test
  void doesNotLendThePoolsRightsToAPersonWithoutAny() throws Exception {
    try (Connection connection = pool.getConnection()) {
      connection.setClientInfo(TOKEN, database.issuer().token("eve"));

      assertState("42501", () -> email(connection));
    }
  }

  @Test
  void recordsThePersonAsTheSubjectAndThePoolAsTheActor() throws Exception {
    try (Connection connection = pool.getConnection()) {
      email(connection);
      connection.setClientInfo(TOKEN, owner());
      email(connection);
      connection.setClientInfo(TOKEN, null);
      email(connection);
    }
    assertThat(decisions())
        .containsExactly("cleo through cleo", "olga through cleo", "cleo through cleo");
  }

  private List<String> decisions() throws IOException, ParseException {
    var all = new ArrayList<String>();
    for (String line : Files.readAllLines(database.auditFile())) {
      Map<String, Object> event = JSONObjectUtils.parse(line);
      if (event.get("type").equals("statement.decided")) {
        all.add(id(event.get("subject")) + " through " + id(event.get("actor")));
      }
    }
    return all;
  }

  private static Object id(Object person) {
    return ((Map<?, ?>) person).get("id");
  }

  @Test
  void takesNoTokenThatTheIssuerDidNotSignAndStaysAsItWas() throws Exception {
    String forged = owner().replaceFirst("\\.[^.]*$", ".c2lnbmF0dXJl");
    try (Connection connection = pool.getConnection()) {
      connection.setClientInfo(TOKEN, clerk());

      assertThatThrownBy(() -> connection.setClientInfo(TOKEN, forged))
          .isInstanceOfSatisfying(
              SQLClientInfoException.class,
              e -> {
                assertThat(e.getSQLState()).isEqualTo("28000");
                assertThat(e.getFailedProperties()).containsOnlyKeys(TOKEN);
              })
          .hasMessageNotContaining(forged);
      assertMasked(email(connection));
    }
    assertThat(decisions()).containsExactly("cleo2 through cleo");
  }

  @Test
  void refusesStatementsOnceThePersonsTokenIsOverAndKeepsTheConnection() throws Exception {
    Date soon = Date.from(InstantSource.system().instant().plus(Duration.ofSeconds(3)));
    var claims = database.issuer().claims("olga").claim("groups", List.of("owners"));
    String brief = database.issuer().sign(claims.expirationTime(soon).build());
    Connection physical;
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(QUERY)) {
      physical = connection.unwrap(Connection.class);
      connection.setClientInfo(TOKEN, brief);
      assertClear(email(statement));

      await().until(() -> InstantSource.system().instant().isAfter(soon.toInstant()));

      assertState("28000", () -> email(statement));
      assertState("28000", () -> connection.prepareStatement("SELECT name FROM customers"));
      connection.setClientInfo(TOKEN, null);
      assertMasked(email(statement));
    }
    try (Connection next = pool.getConnection()) {
      assertThat(next.unwrap(Connection.class)).isSameAs(physical);
    }
  }

  @FunctionalInterface
  private interface Work {
    Object run() throws SQLException;
  }

  private static void assertState(String state, Work work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
  }

  /** As JDBC has it: what is not among the properties is cleared. */
  @Test
  void goesBackToThePoolsIdentityWhenAllClientInfoIsReplaced() throws Exception {
    try (Connection connection = pool.getConnection()) {
      var properties = new Properties();
      properties.setProperty(TOKEN, owner());
      properties.setProperty("jit.purpose", "CS-4711");
      connection.setClientInfo(properties);
      assertClear(email(connection));

      connection.setClientInfo(new Properties());

      assertMasked(email(connection));
      assertThat(connection.getClientInfo("jit.purpose")).isEmpty();
    }
  }

  @Test
  void tellsNobodyWhichTokenItWasGiven() throws Exception {
    String token = owner();
    try (Connection connection = pool.getConnection()) {
      connection.setClientInfo(TOKEN, token);

      assertThat(connection.getClientInfo(TOKEN)).isNull();
      assertThat(connection.getClientInfo().toString()).doesNotContain(token, TOKEN);
    }
  }

  /** Nothing tells the driver that a pool took its connection back, unless the pool does. */
  @Test
  void actsForThePersonUntilTheTokenIsTakenAway() throws Exception {
    try (Connection connection = pool.getConnection()) {
      connection.setClientInfo(TOKEN, owner());
    }
    try (Connection next = pool.getConnection()) {
      assertClear(email(next));
      next.setClientInfo(TOKEN, null);
    }
    try (Connection last = pool.getConnection()) {
      assertMasked(email(last));
    }
  }

  @Test
  void forgetsThePersonWhenThePoolSaysThatTheRequestIsOver() throws Exception {
    System.setProperty(BOUNDARIES, "true");
    try (HikariDataSource telling = database.pool(database.settings())) {
      assertForgetful(telling);
    } finally {
      System.clearProperty(BOUNDARIES);
    }
  }

  @Test
  void forgetsThePersonInAPoolThatSaysSoByItself() throws Exception {
    DataSource telling =
        DataSources.pooledDataSource(
            database.dataSource(database.settings()), Map.of("maxPoolSize", 1, "minPoolSize", 1));
    try {
      assertForgetful(telling);
    } finally {
      DataSources.destroy(telling);
    }
  }

  private void assertForgetful(DataSource telling) throws SQLException {
    Connection physical;
    try (Connection connection = telling.getConnection()) {
      physical = connection.unwrap(Connection.class);
      connection.setClientInfo(TOKEN, owner());
      connection.setClientInfo("jit.purpose", "CS-4711");
      assertClear(email(connection));
    }
    try (Connection next = telling.getConnection()) {
      assertThat(next.unwrap(Connection.class)).isSameAs(physical);
      assertMasked(email(next));
      assertThat(next.getClientInfo("jit.purpose")).isEmpty();
    }
  }
}

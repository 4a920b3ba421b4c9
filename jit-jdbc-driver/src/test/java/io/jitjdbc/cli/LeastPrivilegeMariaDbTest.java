package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestLogin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real MariaDB tells its grants, and takes what is suggested. */
class LeastPrivilegeMariaDbTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final String NOTHING_LEFT = "-- 0 grants are wider than what was used.\n";

  @TempDir Path place;

  private final List<String> roles = new ArrayList<>();
  private TestDatabase database;
  private TestLogin login;
  private String schema;
  private Path logs;
  private Path password;

  @BeforeEach
  void recordReadsOfAnotherName() throws Exception {
    database = TestDatabases.open(DatabaseProduct.MARIADB);
    schema = database.jdbcUrl().replaceFirst(".*/", "");
    database.run("CREATE TABLE customers(id INT, email TEXT, iban TEXT)");
    database.run("CREATE TABLE salaries(id INT, amount INT)");
    login = database.createLogin();
    password = Files.writeString(place.resolve("password"), database.password());
    logs = Files.createDirectory(place.resolve("logs"));
    try (var record = new MadeUpRecord(logs)) {
      record.lease("ann", login.user(), NOON);
      record.read("ann", NOON, 3, access("customers.id"));
      record.read("bob", NOON, 3, access("customers.email"));
    }
  }

  @AfterEach
  void close() throws SQLException {
    for (String role : roles) {
      database.run("DROP ROLE " + role);
    }
    database.close();
  }

  private String access(String column) {
    return "SELECT " + schema + "." + column;
  }

  private String role(String name) throws SQLException {
    database.run("CREATE ROLE " + name);
    roles.add(name);
    return name;
  }

  private String advice(String grantee, String... more) {
    var words = new ArrayList<>(List.of("audit", "least-privilege", "--logs", logs.toString()));
    words.addAll(List.of("--url", database.jdbcUrl(), "--user", database.user()));
    words.addAll(List.of("--password-file", password.toString(), "--grantee", grantee));
    words.addAll(List.of(more));
    Terminal.Outcome outcome = Terminal.run(words.toArray(String[]::new));
    return outcome.out() + outcome.err();
  }

  /** Does what is suggested, and nothing else. */
  private void follow(String advice) throws SQLException {
    for (String line : advice.lines().filter(each -> !each.startsWith("--")).toList()) {
      database.run(line);
    }
  }

  private void read(String columns) throws SQLException {
    try (Connection connection = database.connect(login);
        Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT " + columns + " FROM customers").close();
    }
  }

  private void assertRefused(String columns) {
    assertThatThrownBy(() -> read(columns))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("denied");
  }

  @Test
  void aUsersTableGrantBecomesOneOfWhatRanUnderIt() throws Exception {
    database.run("GRANT SELECT ON customers TO " + login.user());
    read("id, iban");

    String advice = advice(login.user());

    assertThat(advice)
        .contains("used: id; not used: all others")
        .contains("FROM `" + login.user() + "`@`%`;");
    follow(advice);
    read("id");
    assertRefused("iban");
    // What bob read ran under another user.
    assertRefused("email");
    // The table's grant is gone; that of its column is used in full.
    assertThat(advice(login.user())).isEqualTo(NOTHING_LEFT);
  }

  @Test
  void columnsThatNobodyReadAreRevokedAndTheOthersStay() throws Exception {
    database.run("GRANT SELECT(id, iban), UPDATE(iban) ON customers TO " + login.user());
    database.run("GRANT SELECT(amount) ON salaries TO " + login.user());

    String advice = advice("'" + login.user() + "'@'%'");

    assertThat(advice)
        .contains("REVOKE SELECT (`iban`) ON `" + schema + "`.`customers`")
        .contains("REVOKE UPDATE (`iban`) ON `" + schema + "`.`customers`")
        .contains("REVOKE SELECT (`amount`) ON `" + schema + "`.`salaries`");
    follow(advice);
    read("id");
    assertRefused("iban");
    assertThat(advice(login.user())).isEqualTo(NOTHING_LEFT);
  }

  @Test
  void aTableGrantThatCoversGrantsOfColumnsGoesWithThem() throws Exception {
    database.run("GRANT SELECT ON customers TO " + login.user());
    database.run("GRANT SELECT(iban) ON customers TO " + login.user());

    follow(advice(login.user()));

    read("id");
    assertRefused("iban");
    assertThat(advice(login.user())).isEqualTo(NOTHING_LEFT);
  }

  @Test
  void aRoleKeepsWhatAnybodyRead() throws Exception {
    String role = role("lp_readers");
    database.run("GRANT SELECT ON customers TO " + role);
    database.run("GRANT SELECT ON salaries TO " + role);
    database.run("GRANT " + role + " TO " + login.user());
    database.run("SET DEFAULT ROLE " + role + " FOR " + login.user());
    read("iban");

    String advice = advice(role);

    assertThat(advice).contains("FROM `lp_readers`;").doesNotContain("'@''`", "`@``");
    follow(advice);
    read("id, email");
    assertRefused("iban");
    assertThat(advice(role)).isEqualTo(NOTHING_LEFT);
  }

  @Test
  void theRightToHandOnIsTakenBack() throws Exception {
    database.run("GRANT SELECT(id) ON customers TO " + login.user() + " WITH GRANT OPTION");
    TestLogin friend = database.createLogin();
    String handOn = "GRANT SELECT(id) ON customers TO " + friend.user();
    as(handOn);

    String advice = advice(login.user());

    assertThat(advice)
        .contains("used: id; not used: nothing; may hand it on")
        .contains("REVOKE GRANT OPTION ON `" + schema + "`.`customers`");
    follow(advice);
    read("id");
    assertThatThrownBy(() -> as(handOn)).hasMessageContaining("denied");
    assertThat(advice(login.user())).isEqualTo(NOTHING_LEFT);
  }

  @Test
  void theRightToHandOnGoesBeforeTheGrantThatItBelongsTo() throws Exception {
    database.run("GRANT SELECT, UPDATE ON customers TO " + login.user() + " WITH GRANT OPTION");

    follow(advice(login.user()));

    read("id");
    assertRefused("iban");
    assertThat(advice(login.user())).isEqualTo(NOTHING_LEFT);
  }

  private void as(String sql) throws SQLException {
    try (Connection connection = database.connect(login);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void grantsOnAllOfASchemaAreToldAndNotCompared() throws Exception {
    database.run("GRANT SELECT ON " + schema + ".* TO " + login.user());

    assertThat(advice(login.user()))
        .contains("SELECT on all of " + schema + ". Not compared")
        .endsWith(NOTHING_LEFT)
        .doesNotContain("REVOKE");
    assertThat(advice(login.user(), "--json"))
        .contains("\"compared\":false", "\"schema\":\"" + schema + "\"");
    assertThat(advice(database.user())).contains("SELECT on all schemas. Not compared");
  }
}

package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgreSqlMintingTest extends ServerMintingContract {

  @Override
  DatabaseProduct product() {
    return DatabaseProduct.POSTGRESQL;
  }

  @Override
  Recipe recipe() {
    return new PostgreSqlRecipe();
  }

  @Override
  String loginsQuery() {
    return "SELECT rolname FROM pg_roles";
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theServerItselfRefusesALoginThatIsOverButNotItsSession() throws Exception {
    Lease lease = orphan(Duration.ofSeconds(2));
    try (Connection open = login(lease)) {
      await()
          .untilAsserted(
              () ->
                  assertThatExceptionOfType(SQLException.class)
                      .isThrownBy(() -> login(lease).close())
                      .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01")));
      assertThat(count(open, "customers")).isEqualTo(1);
    }
  }

  @Test
  void whatASessionCreatesBelongsToTheRoleAndStays() throws Exception {
    database.run("CREATE SCHEMA work; GRANT USAGE, CREATE ON SCHEMA work TO " + preparation.role());
    Lease lease = broker().lease(requestOf("ann"));
    try (Connection ann = login(lease)) {
      execute(ann, "CREATE TABLE work.notes(id INT)");
      execute(ann, "RESET ROLE");
      execute(ann, "CREATE TABLE work.more(id INT)");
      execute(ann, "CREATE TEMPORARY TABLE scratch(id INT)");
      broker().revoke(lease);
    }
    assertThat(logins()).isEmpty();
    assertThat(values("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'work'"))
        .containsExactly(preparation.role());
  }

  @Test
  void leavingTheRoleLeavesNothing() throws Exception {
    Lease lease = broker().lease(requestOf("ann"));
    try (Connection ann = login(lease)) {
      execute(ann, "SET ROLE NONE");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> count(ann, "customers"))
          .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
  }

  @Test
  void aLoginThatOwnsSomethingStaysLockedUntilItOwnsNothing() throws Exception {
    Lease lease = broker().lease(requestOf("ann"));
    String user = lease.credential().user();
    try (Connection ann = login(lease)) {
      execute(ann, "SET ROLE NONE");
      execute(ann, "SELECT lo_create(0)");
      broker().revoke(lease);

      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "customers"));
    }
    assertNobodyGetsIn(lease);
    assertThat(values("SELECT rolname FROM pg_roles WHERE NOT rolcanlogin")).contains(user);
    try (AdminSession session = administrator().open()) {
      assertThat(recipe().minted(session)).doesNotContain(user);
      database.run("REASSIGN OWNED BY " + user + " TO CURRENT_USER; DROP OWNED BY " + user);
      assertThat(recipe().minted(session)).contains(user);
      recipe().end(session, user);
    }
    assertThat(logins()).isEmpty();
  }

  @Test
  void aLoginWithSeveralRolesReadsWhatEachOfThemMay() throws Exception {
    String second = "second_" + preparation.role();
    database.run("CREATE ROLE %1$s; GRANT SELECT ON salaries TO %1$s".formatted(second));
    database.run(
        "GRANT %s TO %s WITH ADMIN TRUE, INHERIT FALSE, SET FALSE"
            .formatted(second, preparation.broker()));
    CredentialBroker both = with(Map.of("roles", preparation.role() + "," + second));
    Lease lease = both.lease(requestOf("ann"));
    try (Connection ann = login(lease)) {
      assertThat(count(ann, "customers")).isEqualTo(1);
      assertThat(count(ann, "salaries")).isZero();
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> execute(ann, "SET ROLE " + second));
    }
    both.revoke(lease);
    assertThat(logins()).isEmpty();
  }

  @Test
  void worksWhereNotEverybodyMayConnect() throws Exception {
    String name = target().substring(target().lastIndexOf('/') + 1);
    database.run(
        "REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC; GRANT CONNECT ON DATABASE %1$s TO %2$s, %3$s"
            .formatted(name, preparation.role(), preparation.broker()));
    Lease lease = broker().lease(requestOf("ann"));
    try (Connection ann = login(lease)) {
      assertThat(count(ann, "customers")).isEqualTo(1);
    }
    broker().revoke(lease);
    assertThat(logins()).isEmpty();
  }

  @Test
  void keepsNeitherThePasswordNorWhoItIsFor() throws Exception {
    Lease lease = broker().lease(requestOf("ann@example.org"));
    String user = lease.credential().user();

    assertThat(values("SELECT rolpassword FROM pg_authid WHERE rolname = '" + user + "'"))
        .singleElement()
        .asString()
        .startsWith("SCRAM-SHA-256$4096:");
    assertThat(
            values(
                "SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = '"
                    + user
                    + "'"))
        .singleElement()
        .asString()
        .contains("jit-jdbc lease from 2", " until 2")
        .doesNotContain("ann", "TICKET");
  }

  @Test
  void sendsNoPasswordThatTheServerCouldLog() throws Exception {
    database.run("ALTER SYSTEM SET log_statement = 'all'");
    database.run("SELECT pg_reload_conf()");
    try (ServerLog log = ServerLog.open()) {
      Lease lease = broker().lease(requestOf("ann"));
      login(lease).close();
      broker().revoke(lease);

      await()
          .untilAsserted(
              () ->
                  assertThat(log.text())
                      .contains("CREATE ROLE \"" + lease.credential().user(), "DROP ROLE"));
      assertThat(log.text()).doesNotContain(lease.credential().revealPassword());
    } finally {
      database.run("ALTER SYSTEM RESET log_statement");
      database.run("SELECT pg_reload_conf()");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATEROLE", "pg_signal_backend"})
  void namesTheRightThatItLacks(String right) throws Exception {
    String broker = preparation.broker();
    database.run(
        right.equals("CREATEROLE")
            ? "ALTER ROLE " + broker + " NOCREATEROLE"
            : "REVOKE pg_signal_backend FROM " + broker);

    assertThat(refusal(broker()))
        .hasMessageContainingAll("not prepared", broker, "As an administrator of it run", right);
    assertThat(logins()).isEmpty();
  }

  @Test
  void whatItSaysIsMissingIsWhatHelps() throws Exception {
    database.run("ALTER ROLE %s NOCREATEROLE".formatted(preparation.broker()));
    database.run(
        "REVOKE pg_signal_backend, %s FROM %s".formatted(preparation.role(), preparation.broker()));
    String message = refusal(broker()).getMessage();
    database.run(message.substring(message.indexOf("run: ") + "run: ".length()));

    Lease lease = broker().lease(requestOf("ann"));
    try (Connection ann = login(lease)) {
      assertThat(count(ann, "customers")).isEqualTo(1);
    }
  }

  @Test
  void leavesOrphansAloneThatAnotherBrokerMade() throws Exception {
    String foreign = recipe().spelled(MintedName.until(Instant.EPOCH.plusSeconds(1_500_000_000)));
    database.run("CREATE ROLE \"" + foreign + "\" LOGIN");
    broker().lease(requestOf("ann"));
    assertThat(values(loginsQuery())).contains(foreign);
  }
}

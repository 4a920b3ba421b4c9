package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said to servers of versions and kinds that are not at hand in every build. */
class StatementsTest {
  private static final String HASH = "'SCRAM-SHA-256[^']+'";
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00.123456Z");

  private final Lease lease =
      new Lease(
          "jit_1",
          new DatabaseCredential("jit_1", "ABC234"),
          NOON,
          NOON.plus(Duration.ofMinutes(15)),
          Map.of());

  private static Terms terms(String... roles) {
    return new Terms("", List.of(roles), Duration.ofHours(25), 7, "10.1.%");
  }

  private List<String> postgreSql(int version, boolean isOpen, String... roles) {
    return new PostgreSqlLogin(version, isOpen)
        .statements(lease, terms(roles)).stream().map(sql -> sql.replaceAll(HASH, "'…'")).toList();
  }

  @Test
  void postgreSqlFrom16OnSaysWhatAMembershipIsFor() {
    assertThat(postgreSql(17, true, "Reading"))
        .containsExactly(
            "CREATE ROLE \"jit_1\" LOGIN NOINHERIT CONNECTION LIMIT 7 PASSWORD '…'"
                + " VALID UNTIL '2030-01-01T12:15:00.123Z'",
            "GRANT \"reading\" TO \"jit_1\" WITH INHERIT FALSE, SET TRUE",
            "ALTER ROLE \"jit_1\" SET role = 'reading'",
            "COMMENT ON ROLE \"jit_1\" IS"
                + " 'jit-jdbc lease from 2030-01-01T12:00:00Z until 2030-01-01T12:15:00Z'");
  }

  @Test
  void postgreSqlBefore16SaysItOfTheLogin() {
    assertThat(postgreSql(15, true, "reading"))
        .contains("GRANT \"reading\" TO \"jit_1\"", "ALTER ROLE \"jit_1\" SET role = 'reading'")
        .anyMatch(sql -> sql.contains(" LOGIN NOINHERIT "));
    assertThat(postgreSql(14, false, "reading"))
        .contains("GRANT \"reading\" TO \"jit_1\"", "ALTER ROLE \"jit_1\" SET role = 'reading'")
        .anyMatch(sql -> sql.contains(" LOGIN INHERIT "));
  }

  @Test
  void postgreSqlInheritsSeveralRolesAndBecomesNone() {
    assertThat(postgreSql(16, true, "one", "two"))
        .contains(
            "GRANT \"one\" TO \"jit_1\" WITH INHERIT TRUE, SET FALSE",
            "GRANT \"two\" TO \"jit_1\" WITH INHERIT TRUE, SET FALSE")
        .noneMatch(sql -> sql.contains("SET role"));
  }

  @Test
  void postgreSqlInheritsTheRightToConnectWhereNotEverybodyHasIt() {
    assertThat(postgreSql(16, false, "one"))
        .contains(
            "GRANT \"one\" TO \"jit_1\" WITH INHERIT TRUE, SET TRUE",
            "ALTER ROLE \"jit_1\" SET role = 'one'");
  }

  @Test
  void mariaDbIsSentAHash() {
    assertThat(MariaDbRecipe.statements(lease, terms("Reading")))
        .containsExactly(
            "CREATE USER 'jit_1'@'10.1.%' IDENTIFIED BY PASSWORD '"
                + NativePasswordHash.of("ABC234")
                + "' WITH MAX_USER_CONNECTIONS 7 PASSWORD EXPIRE INTERVAL 2 DAY",
            "GRANT `Reading` TO 'jit_1'@'10.1.%'");
  }

  @Test
  void mySqlMakesEveryRoleADefaultRole() {
    assertThat(MySqlRecipe.statements(lease, terms("one", "two")))
        .containsExactly(
            "CREATE USER 'jit_1'@'10.1.%' IDENTIFIED WITH caching_sha2_password BY 'ABC234'"
                + " WITH MAX_USER_CONNECTIONS 7 PASSWORD EXPIRE INTERVAL 2 DAY"
                + " ATTRIBUTE '{\"jit-jdbc\": {\"issued\": \"2030-01-01T12:00:00.123456Z\","
                + " \"expires\": \"2030-01-01T12:15:00.123456Z\"}}'",
            "GRANT `one`, `two` TO 'jit_1'@'10.1.%'",
            "ALTER USER 'jit_1'@'10.1.%' DEFAULT ROLE `one`, `two`");
  }
}

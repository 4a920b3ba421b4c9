package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbMintingTest extends ServerMintingContract {

  @Override
  DatabaseProduct product() {
    return DatabaseProduct.MARIADB;
  }

  @Override
  Recipe recipe() {
    return new MariaDbRecipe();
  }

  @Override
  String loginsQuery() {
    return "SELECT User FROM mysql.user";
  }

  @Test
  void aSessionStartsAsItsRoleAndInItsDatabase() throws Exception {
    Lease lease = broker().lease(requestOf("ann"));
    try (Connection ann = login(lease);
        Statement statement = ann.createStatement();
        ResultSet rows = statement.executeQuery("SELECT CURRENT_ROLE(), DATABASE()")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(preparation.role());
      assertThat(target()).endsWith("/" + rows.getString(2));
    }
  }

  @Test
  void aLockedLoginIsRefusedAndItsSessionsAreEndedAlthoughItIsStillThere() throws Exception {
    Lease lease = orphan(Duration.ofMinutes(5));
    database.run("ALTER USER " + lease.credential().user() + "@'%' ACCOUNT LOCK");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> login(lease).close())
        .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(4151));
    try (AdminSession session = administrator().open()) {
      recipe().end(session, lease.credential().user());
      recipe().end(session, lease.credential().user());
    }
    assertNobodyGetsIn(lease);
  }

  @Test
  void endsALoginThatChangedItsOwnPassword() throws Exception {
    Lease lease = broker().lease(requestOf("ann"));
    try (Connection ann = login(lease);
        Statement statement = ann.createStatement()) {
      statement.execute("SET PASSWORD = PASSWORD('mine')");
      broker().revoke(lease);
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(ann, "customers"));
    }
    assertThat(logins()).isEmpty();
  }

  @Test
  void finishesALoginThatWasMadeWithoutItsRole() throws Exception {
    Lease lease = lease(Duration.ofMinutes(-2));
    try (AdminSession session = administrator().open()) {
      session.run(MariaDbRecipe.statements(lease, terms(preparation.role())).get(0));
    }
    assertThat(logins()).contains(lease.credential().user());
    broker().lease(requestOf("ann"));
    assertThat(logins()).hasSize(1).doesNotContain(lease.credential().user());
  }

  @Test
  void acceptsLoginsFromWhereItIsToldAlone() throws Exception {
    CredentialBroker near = with(Map.of("host", "127.0.0.%"));
    Lease lease = near.lease(requestOf("ann"));
    login(lease).close();
    assertThat(
            values("SELECT Host FROM mysql.user WHERE User = '" + lease.credential().user() + "'"))
        .containsExactly("127.0.0.%");

    // It does not get in itself, and nothing stays.
    assertThat(refusal(with(Map.of("host", "10.1.2.3")))).hasMessageContaining("SQLSTATE 28000");
    assertThat(logins()).containsExactly(lease.credential().user());
    near.revoke(lease);
    assertThat(logins()).isEmpty();
  }

  @Test
  void sendsNoPasswordThatTheServerCouldLog() throws Exception {
    database.run("SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = ON");
    try {
      Lease lease = broker().lease(requestOf("ann"));
      try (Connection ann = login(lease)) {
        assertThat(count(ann, "customers")).isEqualTo(1);
        broker().revoke(lease);
      }
      String log = String.join("\n", values("SELECT argument FROM mysql.general_log"));
      assertThat(log)
          .contains("CREATE USER '" + lease.credential().user(), "KILL USER", "DROP USER")
          .doesNotContain(lease.credential().revealPassword());
    } finally {
      database.run("SET GLOBAL general_log = OFF; TRUNCATE mysql.general_log");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE USER", "CONNECTION ADMIN", "PROCESS"})
  void namesTheRightThatItLacks(String right) throws Exception {
    database.run("REVOKE " + right + " ON *.* FROM " + preparation.broker());
    assertThat(refusal(broker()))
        .hasMessageContaining(
            "GRANT %s ON *.* TO '%s'@'%%'".formatted(right, preparation.broker()));
    assertThat(logins()).isEmpty();
  }

  @Test
  void whatItSaysIsMissingIsWhatHelps() throws Exception {
    String broker = preparation.broker();
    database.run("REVOKE SELECT (User, Host) ON mysql.user FROM " + broker);
    database.run("REVOKE ALL PRIVILEGES, GRANT OPTION FROM " + broker);
    String message = refusal(broker()).getMessage();
    database.run(message.substring(message.indexOf("run: ") + "run: ".length()));

    Lease lease = broker().lease(requestOf("ann"));
    try (Connection ann = login(lease)) {
      assertThat(count(ann, "customers")).isEqualTo(1);
    }
  }

  /**
   * Documented as the price of the broker's login; if this fails, MINT.md may say better things.
   */
  @Test
  void theBrokersOwnLoginIsAsMightyAsTheAdministrator() throws Exception {
    database.run("CREATE USER chief@'%'; GRANT ALL ON *.* TO chief@'%' WITH GRANT OPTION");
    try (AdminSession session = administrator().open()) {
      session.run("ALTER USER chief@'%' IDENTIFIED BY 'taken'");
    } finally {
      database.run("DROP USER chief@'%'");
    }
  }
}

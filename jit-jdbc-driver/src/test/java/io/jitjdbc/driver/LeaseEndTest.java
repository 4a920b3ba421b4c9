package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing starts after the lease, and nobody has to notice for it to end. */
class LeaseEndTest {
  private final Shop shop = Shop.open();

  LeaseEndTest() {
    shop.dataSource().setProperty("jit.broker.mint.ttl", "2s");
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void refusesStatementsAndSaysThatTheConnectionIsOver() throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      assertThat(connection.isValid(1)).isTrue();
      await().atMost(Duration.ofSeconds(10)).until(() -> !connection.isValid(1));
      await().atMost(Duration.ofSeconds(10)).until(() -> isRefused(connection));

      assertThatThrownBy(() -> statement.executeQuery("SELECT 1"))
          .hasMessageContaining("open a new connection")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("08006");
      assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
  }

  private static boolean isRefused(Connection connection) {
    try {
      connection.setReadOnly(false);
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  @Test
  void dropsTheLoginAndItsSessionsWithoutAnybodysHelp() throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts")) {
      String login = connection.getMetaData().getUserName();
      assertThat(shop.hasLogin(login)).isTrue();
      await().atMost(Duration.ofSeconds(10)).until(() -> !shop.hasLogin(login));
    }
  }

  @Test
  void stopsACursorThatIsStillOpen() throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM customers")) {
      assertThat(rows.next()).isTrue();
      await().atMost(Duration.ofSeconds(10)).until(() -> isRefused(connection));
      assertThatThrownBy(
              () -> {
                while (rows.next()) {
                  rows.getInt(1);
                }
                statement.executeQuery("SELECT id FROM customers");
              })
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void givesANewConnectionANewLease() throws SQLException {
    String first;
    try (Connection connection = shop.connect("ana", "analysts")) {
      first = connection.getMetaData().getUserName();
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> !shop.hasLogin(first));
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThat(connection.getMetaData().getUserName()).isNotEqualTo(first);
      assertThat(connection.isValid(1)).isTrue();
    }
  }
}

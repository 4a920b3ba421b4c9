package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole way on H2: a token, a lease, a decision, a mask, a record. */
class JitDriverTest {
  private final Shop shop = Shop.open();

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void masksAColumnOfItsTagAndShowsTheOthers() throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, name, email FROM customers ORDER BY id")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(1);
      assertThat(rows.getString("name")).isEqualTo("Alice Adams");
      assertThat(rows.getString("email")).doesNotContain("zqalice").isNotEmpty();
      assertThat(rows.getObject("email")).isEqualTo(rows.getString(3));
    }
  }

  @Test
  void refusesWhatNoRulePermits() throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM customers"))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
      assertThat(shop.count("customers")).isEqualTo(3);
    }
  }

  @Test
  void leasesALoginThatIsGoneAfterwards() throws SQLException {
    String login;
    try (Connection connection = shop.connect("ana", "analysts")) {
      login = connection.getMetaData().getUserName();
      assertThat(shop.hasLogin(login)).isTrue();
    }
    shop.closeDriver();
    assertThat(shop.hasLogin(login)).isFalse();
  }

  @Test
  void handsOutNoRawObject() throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM customers")) {
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
      assertThat(connection.isWrapperFor(org.h2.jdbc.JdbcConnection.class)).isFalse();
      assertThatThrownBy(() -> connection.unwrap(org.h2.jdbc.JdbcConnection.class))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void letsTheDatabasePrepareNothingThatIsNotUnderstood() throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThatThrownBy(
              () -> connection.prepareStatement("SELECT * FROM CSVREAD('/etc/no-such-file')"))
          .isInstanceOf(SQLException.class)
          .hasMessageNotContaining("no-such-file")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
  }
}

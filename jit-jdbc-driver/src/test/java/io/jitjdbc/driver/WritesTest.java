package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writing works as it should, and never carries a masked value anywhere. */
class WritesTest {

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void handsOutTheKeyOfANewRow(DatabaseProduct product) throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("clara", "clerks");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO orders(customer_id, total) VALUES (?, ?)",
                Statement.RETURN_GENERATED_KEYS)) {
      insert.setInt(1, 1);
      insert.setInt(2, 5);
      assertThat(insert.executeUpdate()).isEqualTo(1);
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        assertThat(keys.getLong(1)).isGreaterThanOrEqualTo(1000);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void masksSensitiveColumnsAmongGeneratedKeys(DatabaseProduct product) throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("clara", "clerks");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE customers SET name = 'A' WHERE id = 1", Statement.RETURN_GENERATED_KEYS);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        while (keys.next()) {
          for (int i = 1; i <= keys.getMetaData().getColumnCount(); i++) {
            assertThat(String.valueOf(keys.getString(i)))
                .doesNotContain("zqalice", "901-65-4321", "98765", "ZQNOTE");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void neverOverwritesWhatTheWriterCannotSee(DatabaseProduct product) throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("clara", "clerks");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> statement.executeUpdate("UPDATE customers SET email = 'x' WHERE id = 1"))
          .hasMessageContaining("masked for you");
      assertThatThrownBy(
              () -> statement.executeUpdate("UPDATE customers SET name = email WHERE id = 1"))
          .hasMessageContaining("may not be copied");
      assertThat(statement.executeUpdate("UPDATE customers SET name = 'Al' WHERE id = 1"))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void quotesNoStoredValueWhenAWriteFails(DatabaseProduct product) throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("clara", "clerks");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("UPDATE customers SET name = NULL"))
          .isInstanceOf(SQLException.class)
          .satisfies(
              e -> {
                assertThat(e.getClass().getName()).startsWith("java.sql.");
                assertThat(e.getCause()).isNull();
                assertThat(e.getMessage()).doesNotContain("zqalice", "901-65", "98765");
              });
    }
  }
}

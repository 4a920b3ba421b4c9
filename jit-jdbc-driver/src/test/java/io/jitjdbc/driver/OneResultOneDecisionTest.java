package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows are shown as it was decided for the text that they come from, and for no other. */
class OneResultOneDecisionTest {

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void showsNoRowsUnderTheDecisionForATextThatDidNotRun(DatabaseProduct product)
      throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("ana", "analysts");
        PreparedStatement masked = connection.prepareStatement("SELECT ssn FROM customers")) {
      masked.execute();
      assertThatThrownBy(() -> masked.execute("SELECT name FROM customers"))
          .isInstanceOf(SQLException.class);

      assertThat(masked.getResultSet()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL"})
  void showsNoKeysUnderTheDecisionForATextThatDidNotRun(DatabaseProduct product)
      throws SQLException {
    String[] keys = {product == DatabaseProduct.H2 ? "SSN" : "ssn"};
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("clara", "clerks");
        PreparedStatement update =
            connection.prepareStatement("UPDATE customers SET name = 'A' WHERE id = 1", keys)) {
      update.executeUpdate();
      assertThatThrownBy(() -> update.executeUpdate("UPDATE orders SET total = 1"))
          .isInstanceOf(SQLException.class);

      assertThatThrownBy(update::getGeneratedKeys).hasMessageContaining("generated keys");
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void showsWhatIsComputedFromAMaskedColumnAlikeInEveryRow(DatabaseProduct product)
      throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT NULLIF(ssn, '902-75-8642') FROM customers ORDER BY id")) {
      assertThat(column(rows)).hasSize(3).containsOnly("•••••");
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void quotesNothingOfTheRowThatIsThereAlready(DatabaseProduct product) throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("clara", "clerks");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("INSERT INTO customers(id, name) VALUES (2, 'x')"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"))
          .hasMessageNotContainingAny("zqbob", "902-75-8642", "ZQNOTE");
    }
  }

  @Test
  void looksAgainWhereNamesLeadAfterARollback() throws SQLException, IOException {
    try (Shop shop = shopWithTenant();
        Connection connection = shop.connect("ana", "analysts")) {
      connection.setAutoCommit(false);
      connection.setSchema("tenant");
      assertThat(ssn(connection)).containsExactly("public knowledge");

      connection.rollback();

      assertThat(connection.getSchema()).isEqualTo("public");
      assertThat(ssn(connection)).hasSize(3).containsOnly("•••••");
    }
  }

  private static Shop shopWithTenant() throws SQLException, IOException {
    Shop shop = Shop.open(DatabaseProduct.POSTGRESQL);
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      statement.execute("CREATE SCHEMA tenant");
      statement.execute("CREATE TABLE tenant.customers(ssn TEXT)");
      statement.execute("INSERT INTO tenant.customers VALUES ('public knowledge')");
      statement.execute("GRANT USAGE ON SCHEMA tenant TO PUBLIC");
      statement.execute("GRANT SELECT ON tenant.customers TO PUBLIC");
    }
    String policy =
        Shop.resource("policy.yaml").replace("\"*.customers.ssn\"", "\"public.customers.ssn\"");
    Files.writeString(shop.policy(), policy);
    return shop;
  }

  private static List<String> ssn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ssn FROM customers")) {
      return column(rows);
    }
  }

  private static List<String> column(ResultSet rows) throws SQLException {
    var values = new ArrayList<String>();
    while (rows.next()) {
      values.add(rows.getString(1));
    }
    return values;
  }
}

package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a database keeps about its data: structure is read freely, values are not. */
class CatalogReadingTest {
  private static final String TABLES =
      "SELECT table_name FROM information_schema.tables WHERE LOWER(table_name) = 'orders'";

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void showsTheNamesOfTables(DatabaseProduct product) throws SQLException, IOException {
    try (Shop shop = openToReaders(product);
        Connection connection = shop.connect("ana", "analysts")) {
      assertThat(column(connection, TABLES)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, SELECT EXECUTING_STATEMENT FROM INFORMATION_SCHEMA.SESSIONS",
    "POSTGRESQL, SELECT stavalues1 FROM pg_catalog.pg_statistic",
    "POSTGRESQL, SELECT query FROM pg_stat_activity",
    "MARIADB, SELECT info FROM information_schema.PROCESSLIST",
    "MARIADB, SELECT min_value FROM mysql.column_stats"
  })
  void keepsStatementsAndStatisticsFromWhoeverDoesNotSeeEverything(
      DatabaseProduct product, String sql) throws SQLException, IOException {
    try (Shop shop = openToReaders(product);
        Connection connection = shop.connect("ana", "analysts")) {
      assertThatThrownBy(() -> column(connection, sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
  }

  @Test
  void masksAColumnInAMaterialisedViewToo() throws SQLException, IOException {
    try (Shop shop = openToReaders(DatabaseProduct.POSTGRESQL);
        Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      statement.execute("CREATE MATERIALIZED VIEW kept AS SELECT ssn AS code FROM customers");
      statement.execute("GRANT SELECT ON kept TO PUBLIC");
      try (Connection connection = shop.connect("ana", "analysts")) {
        assertThat(column(connection, "SELECT code FROM kept")).hasSize(3).containsOnly("•••••");
      }
    }
  }

  private static Shop openToReaders(DatabaseProduct product) throws SQLException, IOException {
    Shop shop = Shop.open(product);
    String policy =
        Shop.resource("policy.yaml")
            .replace("[\"*.customers\", \"*.orders\", \"*.contacts\"]", "[\"*.*\"]");
    Files.writeString(shop.policy(), policy);
    return shop;
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}

package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Equal values are spelled in one way, whatever their types, and others otherwise. */
class IdentityTextTest {
  private static Map<String, String> types(DatabaseProduct product) {
    var types = new LinkedHashMap<String, String>();
    types.put("small", "SMALLINT");
    types.put("whole", "INT");
    types.put("big", "BIGINT");
    types.put("decimal_one", "DECIMAL(20,4)");
    types.put("floating", product == DatabaseProduct.MARIADB ? "DOUBLE" : "DOUBLE PRECISION");
    types.put("text", "VARCHAR(20)");
    types.put("padded", "CHAR(20)");
    return types;
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void isTheSameForTheSameNumberInEveryType(DatabaseProduct product) throws Exception {
    try (TestDatabase database = TestDatabases.open(product);
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      var columns = new StringBuilder();
      types(product).forEach((name, type) -> columns.append(", ").append(name + " " + type));
      statement.execute("CREATE TABLE numbers(" + columns.substring(2) + ")");
      for (String number : new String[] {"7", "700", "0", "-3"}) {
        String values = (", " + number).repeat(5).substring(2);
        statement.execute(
            "INSERT INTO numbers VALUES (" + values + ", '" + number + "', '" + number + "')");
      }
      var spelled = new HashSet<String>();
      try (ResultSet rows = statement.executeQuery("SELECT * FROM numbers")) {
        while (rows.next()) {
          var ofRow = new HashSet<String>();
          for (int index = 1; index <= 5; index++) {
            ofRow.add(IdentityText.of(rows, index));
          }
          assertThat(ofRow).hasSize(1);
          spelled.addAll(ofRow);
          assertThat(IdentityText.of(rows, 6)).isEqualTo(IdentityText.of(rows, 7));
        }
      }
      assertThat(spelled).hasSize(4);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void tellsSmallNumbersApartThatDriversReadAsFlags(DatabaseProduct product) throws Exception {
    String type = product == DatabaseProduct.MARIADB ? "TINYINT(1)" : "SMALLINT";
    try (TestDatabase database = TestDatabases.open(product);
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE flags(id " + type + ")");
      statement.execute("INSERT INTO flags VALUES (1), (2), (7), (NULL)");
      var spelled = new HashSet<String>();
      try (ResultSet rows = statement.executeQuery("SELECT id FROM flags")) {
        while (rows.next()) {
          spelled.add(IdentityText.of(rows, 1));
        }
      }
      assertThat(spelled).hasSize(4).containsNull();
    }
  }
}

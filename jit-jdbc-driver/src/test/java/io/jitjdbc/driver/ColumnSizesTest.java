package io.jitjdbc.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many bytes a row holds, and that it can be read as ever when it was measured. */
class ColumnSizesTest {
  private static final String TEXT = "aé€😀".repeat(20_000);
  private static final byte[] BINARY = new byte[30_000];

  private static String table(DatabaseProduct product) {
    return switch (product) {
      case H2 -> "CREATE TABLE sizes(id INT, brief VARCHAR(60), lengthy CLOB, bin BLOB, born DATE)";
      case POSTGRESQL ->
          "CREATE TABLE sizes(id INT, brief VARCHAR(60), lengthy TEXT, bin BYTEA, born DATE)";
      case MARIADB, MYSQL ->
          "CREATE TABLE sizes(id INT, brief VARCHAR(60), lengthy LONGTEXT, bin LONGBLOB, born DATE)"
              + " CHARACTER SET utf8mb4";
    };
  }

  private static void fill(Connection connection, DatabaseProduct product) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(table(product));
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO sizes VALUES (?, ?, ?, ?, ?)")) {
      for (int id = 1; id <= 3; id++) {
        insert.setInt(1, id);
        insert.setString(2, id == 2 ? null : "zwölf€");
        insert.setString(3, id == 2 ? null : TEXT);
        insert.setBytes(4, id == 2 ? null : BINARY);
        insert.setDate(5, id == 2 ? null : Date.valueOf("2020-02-02"));
        insert.executeUpdate();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void areThoseOfTextsInUtf8AndOfBinariesAndLeaveThemToBeRead(DatabaseProduct product)
      throws Exception {
    long full = 8L + 9 + TEXT.getBytes(UTF_8).length + BINARY.length + 8;
    try (TestDatabase database = TestDatabases.open(product);
        Connection connection = database.connect()) {
      fill(connection, product);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(1);
        ResultSet rows = statement.executeQuery("SELECT * FROM sizes ORDER BY id");
        ColumnSizes sizes = ColumnSizes.of(rows.getMetaData());
        for (int id = 1; id <= 3; id++) {
          assertThat(rows.next()).isTrue();
          assertThat(sizes.of(rows)).isEqualTo(id == 2 ? 8 : full);
          assertThat(sizes.of(rows)).isEqualTo(id == 2 ? 8 : full);
          assertThat(rows.getInt(1)).isEqualTo(id);
          assertThat(rows.getString(3)).isEqualTo(id == 2 ? null : TEXT);
          if (id != 2) {
            readAsStreams(rows);
          }
        }
      }
    }
  }

  private static void readAsStreams(ResultSet rows) throws Exception {
    try (Reader text = rows.getCharacterStream(3);
        InputStream binary = rows.getBinaryStream(4)) {
      var first = new char[3];
      assertThat(text.read(first)).isPositive();
      assertThat(binary.readAllBytes()).hasSize(BINARY.length);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void areKnownForEveryType(DatabaseProduct product) throws Exception {
    String file =
        switch (product) {
          case H2 -> "odd-types-h2.sql";
          case POSTGRESQL -> "odd-types-postgresql.sql";
          case MARIADB, MYSQL -> "odd-types-mariadb.sql";
        };
    try (TestDatabase database = TestDatabases.open(product);
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : Shop.resource(file).split(";\n", -1)) {
        statement.execute(sql);
      }
      try (ResultSet rows = statement.executeQuery("SELECT * FROM odd")) {
        assertThat(rows.next()).isTrue();
        assertThat(ColumnSizes.of(rows.getMetaData()).of(rows))
            .isGreaterThan(rows.getMetaData().getColumnCount());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL"})
  void ofLongDecimalsAreThoseOfTheirTexts(DatabaseProduct product) throws Exception {
    try (TestDatabase database = TestDatabases.open(product);
        Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT CAST(1" + "0".repeat(400) + " AS DECIMAL(500))")) {
      assertThat(rows.next()).isTrue();
      assertThat(ColumnSizes.of(rows.getMetaData()).of(rows)).isEqualTo(401);
    }
  }
}

package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mask shows depends on nothing that it is to hide. */
class MaskShapesTest {
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  private static CorpusDatabase prepared(DatabaseProduct product, String... setup)
      throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    String name = product.name().toLowerCase(Locale.ROOT);
    database.prepare(new CorpusCase(Map.of("setup", Map.of(name, List.of(setup)))));
    return database;
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

  @OnEveryServer
  void isWholeOverAShortValue(DatabaseProduct product) throws Exception {
    CorpusDatabase database =
        prepared(
            product,
            "INSERT INTO customers(id, name, email, card_number) VALUES (60, 'S', 'ab', '1234')",
            "INSERT INTO customers(id, name, email, card_number) VALUES (61, 'T', '', '123456')");
    try (Connection connection = database.connect("analysts")) {
      List<String> cards =
          column(connection, "SELECT card_number FROM customers WHERE id >= 60 ORDER BY id");
      List<String> emails =
          column(connection, "SELECT email FROM customers WHERE id >= 60 ORDER BY id");
      assertThat(cards.get(0)).doesNotContainPattern("[0-9]");
      assertThat(cards.get(1)).as("most of it is hidden").doesNotContainPattern("[0-9]{3}");
      assertThat(emails.get(0)).doesNotContain("ab");
    }
  }

  @OnEveryServer
  void isAsWideForEveryCard(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts")) {
      List<String> cards = column(connection, "SELECT card_number FROM customers WHERE id < 4");
      assertThat(cards).hasSize(3).extracting(String::length).containsOnly(cards.get(0).length());
    }
  }

  @OnEveryServer
  void isTotalOverWhatIsDerived(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts")) {
      for (String derived :
          List.of(
              "REVERSE(card_number)",
              "SUBSTRING(card_number, 1, 4)",
              "CONCAT(card_number, 'x')",
              "UPPER(card_number)")) {
        try {
          assertThat(column(connection, "SELECT " + derived + " FROM customers"))
              .as(derived)
              .allMatch(shown -> shown == null || !shown.matches(".*[0-9].*"));
        } catch (SQLException e) {
          // H2 has no REVERSE; a refusal shows nothing either.
          assertThat(Canaries.in(e.getMessage())).isEmpty();
        }
      }
    }
  }

  @OnEveryServer
  void decidesNoOrder(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts")) {
      Refusal.of(() -> column(connection, "SELECT ssn FROM customers ORDER BY ssn"));
      Refusal.of(() -> column(connection, "SELECT ssn FROM customers ORDER BY 1"));
      Refusal.of(() -> column(connection, "SELECT DISTINCT ssn FROM customers"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL,bytea,'''901-65-4321''::bytea'",
    "POSTGRESQL,text[],'ARRAY[''901-65-4321'']'",
    "POSTGRESQL,xml,'''<a>901-65-4321</a>''::xml'",
    "POSTGRESQL,jsonb,'''[\"901-65-4321\"]''::jsonb'",
    "POSTGRESQL,bit varying(20),'B''1001'''",
    "POSTGRESQL,tsvector,'''901-65-4321''::tsvector'",
    "POSTGRESQL,daterange,'daterange(''1971-08-19'', ''1999-01-01'')'",
    "POSTGRESQL,inet,'''9.0.1.65''::inet'",
    "H2,VARBINARY(100),'STRINGTOUTF8(''901-65-4321'')'",
    "H2,VARCHAR(20) ARRAY,'ARRAY[''901-65-4321'']'",
    "H2,CLOB,'REPEAT(''901-65-4321'', 20000)'",
    "H2,BLOB,'STRINGTOUTF8(''901-65-4321'')'",
    "H2,JSON,'JSON ''[\"901-65-4321\"]'''",
    "MARIADB,VARBINARY(100),'''901-65-4321'''",
    "MARIADB,LONGTEXT,'REPEAT(''901-65-4321'', 20000)'",
    "MARIADB,LONGBLOB,'REPEAT(''901-65-4321'', 20000)'",
    "MARIADB,BIT(64),'b''100101'''",
    "MARIADB,POINT,'POINT(98765.43, 1)'"
  })
  void coversEveryType(DatabaseProduct product, String type, String value) throws Exception {
    String sql = "SELECT ssn FROM customers WHERE id = 1";

    CorpusDatabase database =
        prepared(
            product,
            "ALTER TABLE customers DROP COLUMN ssn",
            "ALTER TABLE customers ADD COLUMN ssn " + type,
            "UPDATE customers SET ssn = " + value);
    var seen = new Sightings();
    try (Connection connection = database.connect("analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      CellWalk.walk(rows, sql, seen);
    }
    assertThat(seen.canary()).isEmpty();
    assertThat(seen.texts()).noneMatch(text -> text.contains("9.0.1.65") || text.contains("1001"));
  }
}

package io.jitjdbc.driver.catalog;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.ServerReading.Answer;
import io.jitjdbc.sql.ServerReading.Question;
import io.jitjdbc.sql.lineage.SecondReading;
import io.jitjdbc.sql.lineage.SqlAnalyzer;
import io.jitjdbc.testing.Together;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What MariaDB says that a query means, and that asking it leaves no trace. */
class ScratchReadingTest {
  private static final Map<String, String> MISREAD =
      Map.ofEntries(
          entry("SELECT id /*!, ssn */ FROM customers", "SELECT id FROM customers"),
          entry("SELECT /*! ssn AS */ name FROM customers", "SELECT name FROM customers"),
          entry("SELECT /*!50000 ssn AS */ name FROM customers", "SELECT name FROM customers"),
          entry("SELECT /*M!100100 ssn AS */ name FROM customers", "SELECT name FROM customers"),
          entry(
              "SELECT total FROM /*! (SELECT ssn AS total FROM customers) */ orders",
              "SELECT total FROM orders"),
          entry("SELECT id--0, ssn\nFROM customers", "SELECT id FROM customers"),
          entry("SELECT '\\'', ssn, '' FROM customers -- '", "SELECT 'x'"),
          entry(
              "SELECT '\\' AS a, name FROM orders -- ', ssn FROM customers",
              "SELECT 'x' AS a, id FROM orders"),
          entry(
              "SELECT id -- \r, name /* \n, ssn -- */\nFROM customers",
              "SELECT id, name FROM customers"),
          entry("SELECT name FROM customers ORDER BY /*! ssn, */ 1", "SELECT name FROM customers"));

  private final ScratchDatabase database = ScratchDatabase.open();
  private final Connection raw;

  ScratchReadingTest() throws SQLException {
    raw = database.connect();
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
    database.close();
  }

  private Answer ask(String sql, int width) throws CatalogException {
    return ask(raw, sql, width);
  }

  private Answer ask(Connection session, String sql, int width) throws CatalogException {
    var question = new Question(sql, sql.replace("?", "NULL"), width, false);
    return database.reading(session).read(question);
  }

  private String text(String sql, int width) throws CatalogException {
    return ask(sql, width).fold(Answer.Text::sql, Answer.Other::how, Answer.Unavailable::reason);
  }

  private static Analysed read(String sql, Catalog catalog) {
    return new SqlAnalyzer(Dialect.MARIADB)
        .analyze(sql, catalog)
        .fold(
            known -> known,
            unknown -> {
              throw new AssertionError(sql + ": " + unknown.reason());
            });
  }

  /** Texts that a parser is known to read otherwise, with what it reads in them. */
  static Stream<Arguments> misread() {
    return MISREAD.entrySet().stream().map(texts -> arguments(texts.getKey(), texts.getValue()));
  }

  @ParameterizedTest
  @MethodSource("misread")
  void givesAwayWhatAMisreadStatementWouldReturn(String sql, String understood)
      throws CatalogException {
    Catalog catalog = JdbcCatalog.of(raw, Dialect.MARIADB);
    Analysed ours = read(understood, catalog);
    Analysis agreed =
        ask(sql, ours.outputs().size())
            .fold(
                theirs ->
                    new SecondReading(Dialect.MARIADB, catalog).agree(ours, sql, theirs.sql()),
                other -> SecondReading.otherwise(ours, other.how()),
                none -> ours);

    assertThat(agreed).as(text(sql, ours.outputs().size())).isNotEqualTo(ours);
  }

  @Test
  void spellsOutNamesAndStars() throws CatalogException {
    assertThat(text("SELECT c.*, '<' FROM customers c WHERE id = ?", 5))
        .contains("`c`.`ssn`", "`c`.`salary`", database.name())
        .doesNotContain("*");
  }

  @Test
  void takesColumnsOfOneName() throws CatalogException {
    assertThat(ask("SELECT id, id, c.* FROM customers c", 6)).isInstanceOf(Answer.Text.class);
  }

  @Test
  void isReadableWhateverStandsInStrings() throws CatalogException {
    Catalog catalog = JdbcCatalog.of(raw, Dialect.MARIADB);
    String sql = "SELECT 'it''s \"so\" -- `' AS a, '\n', -(-salary), '''', name FROM customers";

    assertThat(read(text(sql, 5), catalog).outputs())
        .extracting(output -> output.origin())
        .isEqualTo(read(sql, catalog).outputs().stream().map(output -> output.origin()).toList());
  }

  @Test
  void saysThatThereIsNoSuchQuery() throws CatalogException {
    assertThat(ask("SELECT id FROM nowhere", 1)).isInstanceOf(Answer.Unavailable.class);
    assertThat(text("SELECT id FROM nowhere", 1))
        .isEqualTo("the database makes no view of it (SQLSTATE 42S02, error 1146)");
    assertThat(text("SELECT id FROM customers WHERE id = @mine", 1)).contains("error 1351");
  }

  @Test
  void knowsNothingOfTheSessionsOwnTables() throws SQLException, CatalogException {
    database.run(raw, "CREATE TEMPORARY TABLE own(id INT)");

    assertThat(text("SELECT id FROM own", 1)).contains("error 1146");
  }

  @Test
  void readsByTheModeOfTheSession() throws SQLException, CatalogException {
    String sql = "SELECT \"ssn\" || name FROM customers";
    database.run(raw, "SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'");
    assertThat(text(sql, 1)).contains("concat(", "`customers`.`ssn`");

    database.run(raw, "SET sql_mode = ''");
    assertThat(text(sql, 1)).contains("'ssn' or ");

    database.run(raw, "SET sql_mode = 'NO_BACKSLASH_ESCAPES'");
    assertThat(text("SELECT '\\', ssn AS ` '` FROM customers", 2)).contains("`ssn`");
    assertThat(database.sessions()).isEqualTo(2);
  }

  @Test
  void looksUpNamesWhereTheSessionDoes() throws SQLException, CatalogException {
    assertThat(text("SELECT * FROM customers", 4)).contains("`ssn`");
    raw.setCatalog(database.scratch());
    database.run(raw, "CREATE TABLE customers(mine INT)");

    assertThat(text("SELECT * FROM customers", 1)).contains("`mine`");
  }

  @Test
  void runsNothing() throws SQLException, CatalogException {
    database.run(
        raw,
        "CREATE FUNCTION note(i INT) RETURNS INT MODIFIES SQL DATA"
            + " BEGIN INSERT INTO orders VALUES (i, 1, 1); RETURN i; END");
    String sql = "SELECT note(77), SLEEP(60) FROM customers WHERE note(78) = 78 ORDER BY note(79)";

    assertThat(ask(sql, 2)).isInstanceOf(Answer.Text.class);
    assertThat(database.count("SELECT COUNT(*) FROM orders WHERE id > 70")).isZero();
  }

  @Test
  void leavesATransactionAsItWas() throws SQLException, CatalogException {
    raw.setAutoCommit(false);
    database.run(raw, "UPDATE orders SET total = 99 WHERE id = 1");
    assertThat(ask("SELECT id FROM orders WHERE id = 1", 1)).isInstanceOf(Answer.Text.class);
    ask("SELECT id FROM nowhere", 1);

    assertThat(database.count("SELECT total FROM orders WHERE id = 1")).isEqualTo(10);
    assertThat(total()).isEqualTo(99);
    raw.rollback();
    assertThat(total()).isEqualTo(10);
  }

  private int total() throws SQLException {
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery("SELECT total FROM orders WHERE id = 1")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void isAskedBetweenTheRowsOfAnotherResult() throws SQLException, CatalogException {
    try (Statement statement = raw.createStatement()) {
      statement.setFetchSize(1);
      try (ResultSet rows = statement.executeQuery("SELECT id FROM orders ORDER BY id")) {
        for (int id = 1; rows.next(); id++) {
          assertThat(rows.getInt(1)).isEqualTo(id);
          assertThat(ask("SELECT id FROM customers", 1)).isInstanceOf(Answer.Text.class);
        }
      }
    }
  }

  @Test
  void isAskedBySeveralAtOnce() throws Exception {
    Together.run(
        4,
        thread ->
            () -> {
              try (Connection own = database.connect()) {
                for (int i = 0; i < 5; i++) {
                  assertThat(ask(own, "SELECT id, ssn FROM customers -- " + i, 2))
                      .isInstanceOf(Answer.Text.class);
                }
              }
              return thread;
            });

    assertThat(database.views()).isEmpty();
    // The session itself, and the one beside it that is kept for the next question.
    await().atMost(Duration.ofSeconds(10)).until(() -> database.sessions() == 2);
  }
}

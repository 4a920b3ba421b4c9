package io.jitjdbc.driver.catalog;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.ServerReading;
import io.jitjdbc.sql.ServerReading.Answer;
import io.jitjdbc.sql.ServerReading.Question;
import io.jitjdbc.sql.lineage.SecondReading;
import io.jitjdbc.sql.lineage.SqlAnalyzer;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the databases themselves say that a query means, and that asking them leaves no trace. */
class ServerReadingsTest {
  private static final String NESTED =
      "SELECT /* /* */ name FROM customers -- */ ssn FROM customers";

  private static final Map<String, String> MISREAD_ON_H2 =
      Map.of(
          NESTED,
          "SELECT name FROM customers",
          "SELECT U&\"\\0053SN\" FROM customers",
          "SELECT name FROM customers",
          "SELECT id\n/\n2, ssn FROM customers",
          "SELECT id, name FROM customers");

  private static final Map<String, String> MISREAD_ON_POSTGRESQL =
      Map.ofEntries(
          entry(NESTED, "SELECT name FROM customers"),
          entry("SELECT U&\"\\0073sn\" FROM customers", "SELECT name FROM customers"),
          entry(
              "SELECT E'\\' AS a, id FROM orders -- ', ssn FROM customers",
              "SELECT 'x' AS a, id FROM orders"),
          entry("SELECT id //* x */ 2, ssn FROM customers", "SELECT id, name FROM customers"),
          entry("SELECT id\n/\n2, ssn FROM customers", "SELECT id, name FROM customers"),
          entry("SELECT @salary FROM customers", "SELECT id FROM customers"),
          entry("SELECT ssn(c) FROM customers c", "SELECT name FROM customers c"),
          entry("SELECT (c).ssn FROM customers c", "SELECT name FROM customers c"),
          entry("SELECT c.to_jsonb FROM customers c", "SELECT name FROM customers c"),
          entry(
              "SELECT jsonb_build_array(id, to_jsonb(ssn) -> 'k') FROM customers",
              "SELECT jsonb_build_array(id) FROM customers"),
          entry("SELECT s FROM (TABLE customers) AS x(i, n, s, p)", "SELECT id FROM orders"));

  private static final String TABLES =
      """
      CREATE TABLE customers(id INT PRIMARY KEY, name VARCHAR(60), ssn VARCHAR(20), salary INT);
      CREATE TABLE orders(id INT PRIMARY KEY, customer_id INT, total INT);
      INSERT INTO customers VALUES (1, 'Ada', '901-65-4321', 1000), (2, 'Bob', '902', 2000);
      INSERT INTO orders VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30)
      """;

  private static final Map<DatabaseProduct, TestDatabase> DATABASES =
      new EnumMap<>(DatabaseProduct.class);

  @BeforeAll
  static void open() throws SQLException {
    for (DatabaseProduct product :
        new DatabaseProduct[] {DatabaseProduct.H2, DatabaseProduct.POSTGRESQL}) {
      TestDatabase database = TestDatabases.open(product);
      database.run(TABLES);
      DATABASES.put(product, database);
    }
  }

  @AfterAll
  static void close() throws SQLException {
    for (TestDatabase database : DATABASES.values()) {
      database.close();
    }
  }

  private static Connection connect(DatabaseProduct product) throws SQLException {
    return DATABASES.get(product).connect();
  }

  private static ServerReading reading(Connection raw, Dialect dialect) {
    return ServerReadings.of(raw, dialect, new Scratch(null, new SideConnections(() -> raw)));
  }

  private static Answer ask(Connection raw, String sql, int width)
      throws SQLException, CatalogException {
    Dialect dialect = DialectReader.read(raw.getMetaData());
    var question = new Question(sql, sql.replace("?", "NULL"), width, false);
    return reading(raw, dialect).read(question);
  }

  private static String text(Connection raw, String sql, int width)
      throws SQLException, CatalogException {
    return ask(raw, sql, width)
        .fold(Answer.Text::sql, Answer.Other::how, Answer.Unavailable::reason);
  }

  private static Analysed read(Connection raw, String sql) throws SQLException {
    Dialect dialect = DialectReader.read(raw.getMetaData());
    Catalog catalog = JdbcCatalog.of(raw, dialect);
    return new SqlAnalyzer(dialect)
        .analyze(sql, catalog)
        .fold(
            known -> known,
            unknown -> {
              throw new AssertionError(sql + ": " + unknown.reason());
            });
  }

  /** Texts that a parser is known to read otherwise, with what it reads in them. */
  static Stream<Arguments> misread() {
    return Stream.concat(
        MISREAD_ON_H2.entrySet().stream()
            .map(texts -> arguments(DatabaseProduct.H2, texts.getKey(), texts.getValue())),
        MISREAD_ON_POSTGRESQL.entrySet().stream()
            .map(texts -> arguments(DatabaseProduct.POSTGRESQL, texts.getKey(), texts.getValue())));
  }

  @ParameterizedTest
  @MethodSource("misread")
  void giveAwayWhatAMisreadStatementWouldReturn(
      DatabaseProduct product, String sql, String understood)
      throws SQLException, CatalogException {
    try (Connection raw = connect(product)) {
      Analysed ours = read(raw, understood);
      String theirs = text(raw, sql, ours.outputs().size());
      Dialect dialect = DialectReader.read(raw.getMetaData());
      Analysis agreed =
          new SecondReading(dialect, JdbcCatalog.of(raw, dialect)).agree(ours, understood, theirs);

      assertThat(agreed).as(theirs).isNotEqualTo(ours);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void spellOutNamesAndStars(DatabaseProduct product) throws SQLException, CatalogException {
    try (Connection raw = connect(product)) {
      assertThat(
              text(raw, "SELECT c.*, '<' FROM customers c WHERE id = ?", 5)
                  .toLowerCase(Locale.ROOT))
          .contains("ssn", "salary", "public")
          .doesNotContain("*");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void sayThatThereIsNoSuchQuery(DatabaseProduct product) throws SQLException, CatalogException {
    try (Connection raw = connect(product)) {
      assertThat(ask(raw, "SELECT id FROM nowhere", 1)).isInstanceOf(Answer.Unavailable.class);
      assertThat(text(raw, "SELECT id FROM nowhere", 1)).contains("SQLSTATE").doesNotContain("id");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void areAskedBetweenTheRowsOfAnotherResult(DatabaseProduct product)
      throws SQLException, CatalogException {
    try (Connection raw = connect(product);
        Statement statement = raw.createStatement()) {
      raw.setAutoCommit(false);
      statement.setFetchSize(1);
      try (ResultSet rows = statement.executeQuery("SELECT id FROM orders ORDER BY id")) {
        for (int id = 1; rows.next(); id++) {
          assertThat(rows.getInt(1)).isEqualTo(id);
          assertThat(ask(raw, "SELECT id FROM customers", 1)).isInstanceOf(Answer.Text.class);
          assertThat(ask(raw, "SELECT id FROM nowhere", 1)).isInstanceOf(Answer.Unavailable.class);
        }
      }
      raw.rollback();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void leaveATransactionAsItWas(DatabaseProduct product) throws SQLException, CatalogException {
    try (Connection raw = connect(product);
        Statement statement = raw.createStatement()) {
      raw.setAutoCommit(false);
      statement.executeUpdate("UPDATE orders SET total = 99 WHERE id = 1");
      ask(raw, "SELECT id FROM customers", 1);
      ask(raw, "SELECT id FROM nowhere", 1);

      assertThat(raw.getAutoCommit()).isFalse();
      assertThat(total(raw)).isEqualTo(99);
      raw.rollback();
      assertThat(total(raw)).isEqualTo(10);
      raw.rollback();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void leaveAutoCommitOn(DatabaseProduct product) throws SQLException, CatalogException {
    try (Connection raw = connect(product);
        Connection other = connect(product);
        Statement statement = raw.createStatement()) {
      ask(raw, "SELECT id FROM customers", 1);
      ask(raw, "SELECT id FROM nowhere", 1);
      assertThat(raw.getAutoCommit()).isTrue();
      statement.executeUpdate("UPDATE orders SET total = 11 WHERE id = 1");
      assertThat(total(other)).isEqualTo(11);
      statement.executeUpdate("UPDATE orders SET total = 10 WHERE id = 1");
    }
  }

  private static int total(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT total FROM orders WHERE id = 1")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void areNotThereForOtherProductsUnlessASchemaIsNamed() throws SQLException, CatalogException {
    try (Connection raw = connect(DatabaseProduct.H2)) {
      for (Dialect dialect : new Dialect[] {Dialect.MARIADB, Dialect.MYSQL, Dialect.GENERIC}) {
        assertThat(reading(raw, dialect).read(new Question("x", "x", 1, false)))
            .isInstanceOf(Answer.Unavailable.class);
      }
    }
  }

  @Test
  void doNotLetH2RunARoutineThatIsNotKnown() throws SQLException, CatalogException {
    try (Connection raw = connect(DatabaseProduct.H2)) {
      Answer answer =
          reading(raw, Dialect.H2).read(new Question("SELECT F(1)", "SELECT F(1)", 1, true));

      assertThat(answer.fold(Answer.Text::sql, Answer.Other::how, Answer.Unavailable::reason))
          .contains("it calls routines");
    }
  }

  @Nested
  class OnPostgreSql {
    private final TestDatabase database = DATABASES.get(DatabaseProduct.POSTGRESQL);

    private Connection connect(TestLogin login) throws SQLException {
      database.run("GRANT SELECT ON customers TO " + login.user());
      return database.connect(login);
    }

    @Test
    void needTheRightToCreateTemporaryTables() throws SQLException, CatalogException {
      database.run("REVOKE TEMPORARY ON DATABASE " + name() + " FROM PUBLIC");
      try (Connection raw = connect(database.createLogin())) {
        assertThat(text(raw, "SELECT id FROM customers", 1))
            .isEqualTo("the login lacks the TEMPORARY privilege on the database");
      } finally {
        database.run("GRANT TEMPORARY ON DATABASE " + name() + " TO PUBLIC");
      }
    }

    private String name() {
      return database.jdbcUrl().replaceFirst(".*/", "");
    }

    @Test
    void needNoRightToReadWhatTheyOnlyName() throws SQLException, CatalogException {
      try (Connection raw = connect(database.createLogin())) {
        assertThat(text(raw, "SELECT id FROM customers", 1)).contains("FROM public.customers");
      }
    }

    @Test
    void doWithoutInATransactionThatIsReadOnly() throws SQLException, CatalogException {
      try (Connection raw = database.connect()) {
        raw.setReadOnly(true);
        raw.setAutoCommit(false);
        assertThat(text(raw, "SELECT id FROM customers", 1))
            .isEqualTo("the transaction is read only");
        assertThat(total(raw)).isEqualTo(10);
      }
    }

    @Test
    void doWithoutInATransactionThatHasFailed() throws SQLException, CatalogException {
      try (Connection raw = database.connect();
          Statement statement = raw.createStatement()) {
        raw.setAutoCommit(false);
        try {
          statement.execute("SELECT 1 / 0");
        } catch (SQLException expected) {
          assertThat(text(raw, "SELECT id FROM customers", 1)).contains("SQLSTATE 25P02");
        }
        raw.rollback();
      }
    }

    @Test
    void leaveNeitherAViewNorASettingBehind() throws SQLException, CatalogException {
      try (Connection raw = database.connect();
          Statement statement = raw.createStatement()) {
        statement.execute("SET search_path = public, pg_catalog");
        for (boolean autoCommit : new boolean[] {true, false}) {
          raw.setAutoCommit(autoCommit);
          ask(raw, "SELECT id FROM customers", 1);
          try (ResultSet views =
              statement.executeQuery(
                  "SELECT count(*), current_setting('search_path'),"
                      + " current_setting('lock_timeout') FROM pg_class"
                      + " WHERE relname = 'jit_server_reading'")) {
            views.next();
            assertThat(views.getInt(1)).isZero();
            assertThat(views.getString(2)).isEqualTo("public, pg_catalog");
            assertThat(views.getString(3)).isEqualTo("0");
          }
        }
        raw.rollback();
      }
    }

    @Test
    void computeNothing() throws SQLException, CatalogException {
      try (Connection raw = database.connect()) {
        assertThat(text(raw, "SELECT 1 / 0, pg_sleep(60)::text", 2)).contains("1 / 0");
      }
    }

    @Test
    void seeTheSessionsOwnTables() throws SQLException, CatalogException {
      try (Connection raw = database.connect();
          Statement statement = raw.createStatement()) {
        statement.execute("CREATE TEMPORARY TABLE customers(mine INT)");
        assertThat(text(raw, "SELECT * FROM customers", 1)).contains("mine");
      }
    }

    @Test
    void doNotWaitLongForATableThatIsBeingRedefined() throws SQLException, CatalogException {
      try (Connection raw = database.connect();
          Connection other = database.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
        assertThat(text(raw, "SELECT id FROM customers", 1)).contains("SQLSTATE 55P03");
        other.rollback();
      }
    }

    @Test
    void sayThatTheConnectionIsLost() throws SQLException {
      Connection raw = database.connect();
      raw.close();
      ServerReading reading = reading(raw, Dialect.POSTGRESQL);

      assertThatThrownBy(() -> reading.read(new Question("SELECT 1", "SELECT 1", 1, false)))
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining("the connection was lost");
    }
  }
}

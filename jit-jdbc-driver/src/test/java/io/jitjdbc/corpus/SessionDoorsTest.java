package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session is, who uses it and what was there before opens no way to a value. */
class SessionDoorsTest {
  private static final String SELECT = "SELECT id, ssn FROM customers";
  private static final List<String> LEFT_BEHIND =
      List.of(
          "CREATE LOCAL TEMPORARY TABLE left_behind AS SELECT ssn FROM customers",
          "CREATE TEMP TABLE left_behind ON COMMIT PRESERVE ROWS AS SELECT ssn FROM customers",
          "SET @k = (SELECT ssn FROM customers WHERE id = 1)",
          "PREPARE adm AS SELECT ssn FROM customers");
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  private static Sightings read(Connection connection, String sql) throws SQLException {
    var seen = new Sightings();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      CellWalk.walk(rows, sql, seen);
    } catch (SQLException e) {
      seen.add("exception", e);
    }
    return seen;
  }

  @OnEveryServer
  void masksForOneWhatItShowedToAnother(DatabaseProduct product) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection officer = database.connect("officers");
        Connection analyst = database.connect("analysts")) {
      assertThat(read(officer, SELECT).canary()).isPresent();
      assertThat(read(analyst, SELECT).canary()).isEmpty();
      assertThat(read(officer, SELECT).canary()).isPresent();
    }
  }

  @OnEveryServer
  void masksOnWhicheverThread(DatabaseProduct product) throws Exception {
    try (Connection connection = DATABASES.of(product).connect("analysts")) {
      Sightings seen =
          CompletableFuture.supplyAsync(
                  () -> {
                    try {
                      return read(connection, SELECT);
                    } catch (SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .get();
      assertThat(seen.canary()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void masksWhatANameLeadsToInAnotherSchema(DatabaseProduct product) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection raw = database.connectRaw();
        Statement statement = raw.createStatement();
        Connection connection = database.connect("analysts")) {
      String own = product == DatabaseProduct.H2 ? "PUBLIC" : "public";
      statement.execute("CREATE SCHEMA evil");
      statement.execute(
          "CREATE VIEW evil.orders AS SELECT id, salary AS total FROM " + own + ".customers");
      String orders = "SELECT total FROM orders";
      assertThat(read(connection, orders).canary()).isEmpty();
      try {
        connection.setSchema(product == DatabaseProduct.H2 ? "EVIL" : "evil");
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("42501");
      }
      assertThat(read(connection, orders).canary()).isEmpty();
    }
  }

  @OnEveryServer
  void findsNothingThatAnotherPersonsConnectionLeft(DatabaseProduct product) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection officer = database.connect("officers");
        Statement statement = officer.createStatement()) {
      for (String sql : LEFT_BEHIND) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          // Not every database knows each of them, and some are refused to everybody.
          assertThat(e.getSQLState()).isNotNull();
        }
      }
    }
    try (Connection analyst = database.connect("analysts")) {
      assertThat(read(analyst, "SELECT ssn FROM left_behind").canary()).isEmpty();
      assertThat(read(analyst, "SELECT @k").canary()).isEmpty();
      assertThat(read(analyst, "EXECUTE adm").canary()).isEmpty();
    }
  }

  @OnEveryServer
  void masksTheColumnAndNotItsPlace(DatabaseProduct product) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    String everything = "SELECT * FROM customers";
    try (Connection raw = database.connectRaw();
        Statement statement = raw.createStatement();
        Connection connection = database.connect("analysts")) {
      assertThat(read(connection, everything).canary()).isEmpty();
      for (String change : moved(product)) {
        statement.execute(change);
      }
      List<String> problems = read(connection, everything).canary().stream().toList();
      Verdicts.check("RES-025", "column order changed after load", product, problems);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, SELECT * FROM customers", "H2, TABLE customers",
    "POSTGRESQL, SELECT * FROM customers", "POSTGRESQL, TABLE customers"
  })
  void masksTheColumnThatTakesAnothersPlaceInAResultOfTheSameWidth(
      DatabaseProduct product, String everything) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection raw = database.connectRaw();
        Statement statement = raw.createStatement();
        Connection connection = database.connect("analysts")) {
      Sightings before = read(connection, everything);
      assertThat(before.canary()).isEmpty();
      statement.execute("DROP VIEW v_contacts2");
      statement.execute("DROP VIEW v_contacts");
      statement.execute("ALTER TABLE customers DROP COLUMN name");
      statement.execute("ALTER TABLE customers ADD COLUMN extra INT");
      assertThat(read(connection, everything).canary()).isEmpty();
    }
  }

  private static String[] moved(DatabaseProduct product) {
    return switch (product) {
      case MARIADB, MYSQL ->
          new String[] {"ALTER TABLE customers MODIFY COLUMN ssn VARCHAR(20) FIRST"};
      case H2 ->
          new String[] {
            "ALTER TABLE customers ADD COLUMN ssn2 VARCHAR(20) BEFORE id",
            "UPDATE customers SET ssn2 = name"
          };
      case POSTGRESQL ->
          new String[] {
            "ALTER TABLE customers ADD COLUMN extra text", "UPDATE customers SET extra = name"
          };
    };
  }
}

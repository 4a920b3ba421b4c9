package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;

/** What is said about a statement holds no value, whether it failed or not. */
class DiagnosticsDoorsTest {
  /** Times and ids, in whose digits any short value turns up some day. */
  private static final Pattern CHANCE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|JIT_\\d+_\\w+");

  private static final List<String> FAILING =
      List.of(
          "UPDATE customers SET name = NULL WHERE id = 1",
          "INSERT INTO customers(id, name, email) VALUES (51, 'p', 'zqbob@corp.test')",
          "INSERT INTO customers(id, name) VALUES (1, 'p')",
          "UPDATE customers SET id = 2 WHERE id = 1",
          "DELETE FROM customers WHERE id = 1",
          "SELECT CAST(ssn AS INT) FROM customers",
          "SELECT id FROM customers WHERE CAST(email AS INT) = 1",
          "SELECT 1 / (salary - salary) FROM customers");
  private static final CorpusDatabases DATABASES = new CorpusDatabases();

  @AfterAll
  static void close() throws Exception {
    DATABASES.close();
  }

  @OnEveryServer
  void quotesNothingInAnException(DatabaseProduct product) throws Exception {
    var seen = new Sightings();
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement()) {
      for (String sql : FAILING) {
        try {
          statement.execute(sql);
          new StatementWalk(statement, sql, seen).results(statement.getResultSet() != null);
        } catch (SQLException e) {
          assertThat(e.getClass().getName()).as(sql).startsWith("java.sql.");
          seen.add("exception", e);
        }
      }
    }
    assertThat(seen.canary()).isEmpty();
    assertThat(seen.texts()).isNotEmpty();
  }

  @OnEveryServer
  void quotesNothingInAWarning(DatabaseProduct product) throws Exception {
    var seen = new Sightings();
    try (Connection connection = DATABASES.of(product).connect("analysts");
        Statement statement = connection.createStatement()) {
      String sql = "SELECT CAST(email AS CHAR(3)), ssn FROM customers";
      try (ResultSet rows = statement.executeQuery(sql)) {
        CellWalk.walk(rows, sql, seen);
        add(rows.getWarnings(), seen);
      } catch (SQLException e) {
        seen.add("exception", e);
      }
      add(statement.getWarnings(), seen);
      add(connection.getWarnings(), seen);
    }
    assertThat(seen.canary()).isEmpty();
    assertThat(seen.texts()).isNotEmpty();
  }

  private static void add(SQLWarning first, Sightings seen) {
    for (SQLWarning one = first; one != null; one = one.getNextWarning()) {
      seen.add("warning", one);
    }
  }

  @OnEveryServer
  void printsNoBoundValue(DatabaseProduct product) throws Exception {
    var seen = new Sightings();
    try (Connection connection = DATABASES.of(product).connect("analysts");
        PreparedStatement statement =
            connection.prepareStatement("SELECT id FROM customers WHERE name = ?")) {
      statement.setString(1, "901-65-4321");
      statement.executeQuery().close();
      seen.add("prepared statement", statement);
      seen.add("connection", connection);
      seen.add("parameters", statement.getParameterMetaData());
    }
    assertThat(seen.canary()).isEmpty();
  }

  @OnEveryServer
  void recordsNoValue(DatabaseProduct product) throws Exception {
    CorpusDatabase database = DATABASES.of(product);
    try (Connection connection = database.connect("analysts");
        Statement statement = connection.createStatement();
        PreparedStatement prepared =
            connection.prepareStatement("SELECT id FROM orders WHERE CAST(id AS CHAR(20)) = ?")) {
      Refusal.of(() -> statement.execute("SELECT id FROM customers WHERE ssn = '901-65-4321'"));
      statement.executeQuery("SELECT ssn FROM customers").close();
      prepared.setString(1, "901-65-4321");
      prepared.executeQuery().close();
    }
    String audit = Files.readString(database.auditFile());
    assertThat(audit).contains("\"deny\"", "\"permit\"");
    assertThat(Canaries.in(CHANCE.matcher(audit).replaceAll("…"))).isEmpty();
  }
}

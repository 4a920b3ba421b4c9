package io.jitjdbc.coverage;

import io.jitjdbc.driver.catalog.DialectReader;
import io.jitjdbc.driver.catalog.JdbcCatalog;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.lineage.SqlAnalyzer;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/** Runs scripts on a raw connection, and analyses each query right before it runs. */
final class Measurement {
  private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(20);
  private static final int ROWS = 10;
  private static final Pattern QUERY =
      Pattern.compile("(?is)\\(*\\s*(?:SELECT|WITH|VALUES|TABLE)\\b.*");
  private static final Pattern COMMENTS =
      Pattern.compile(
          "^(?:\\s+|--[^\\n]*(?:\\n|$)|#[^\\n]*(?:\\n|$)|/\\*(?!!).*?\\*/)+", Pattern.DOTALL);

  /** What would end or change the server for the scripts that follow. */
  private static final Pattern HARMFUL =
      Pattern.compile(
          "(?is)(?:SHUTDOWN|KILL|RESET\\s+(?:MASTER|SLAVE|QUERY)|CHANGE|START\\s+(?:SLAVE|ALL|REPLICA)"
              + "|STOP|FLUSH|LOCK\\s+TABLE|SET\\s+(?:@@)?GLOBAL|SET\\s+PASSWORD|INSTALL|UNINSTALL|PURGE"
              + "|BACKUP|XA|GRANT\\s.*\\sROOT|REVOKE|RENAME\\s+USER|ALTER\\s+USER|DROP\\s+DATABASE"
              + "|DROP\\s+USER|CREATE\\s+SERVER|ALTER\\s+SYSTEM|COPY\\b.*\\bTO\\s+'|SCRIPT|RUNSCRIPT"
              + "|SET\\s+DB_CLOSE|USE\\s+MYSQL|(?:UPDATE|DELETE|INSERT|REPLACE|DROP|ALTER|TRUNCATE)\\b.*\\bMYSQL\\.).*");

  private final DatabaseProduct product;
  private final Tally tally = new Tally();
  private TestDatabase database;
  private int catalogs;

  Measurement(DatabaseProduct product) throws SQLException {
    this.product = product;
    this.database = TestDatabases.open(product);
  }

  Tally tally() {
    return tally;
  }

  /** Never fails: what the database refuses or gives up is no part of the measure. */
  void run(Script script) throws IOException, SQLException {
    long deadline = System.nanoTime() + SCRIPT_LIMIT.toNanos();
    Connection connection = connect();
    Dialect dialect = DialectReader.read(connection.getMetaData());
    SqlAnalyzer analyzer = new SqlAnalyzer(dialect);
    // Scripts also create casts and operators in the place of built-ins, for all that follow.
    Catalog catalog = new WithoutReplacements(JdbcCatalog.of(connection, dialect));
    try {
      for (Step step : script.steps(product)) {
        if (System.nanoTime() > deadline || !connection.isValid(5)) {
          break;
        }
        run(step, connection, sql -> analyzer.analyze(sql, catalog));
      }
    } finally {
      close(connection);
    }
  }

  private interface Analyzer {
    Analysis analyze(String sql);
  }

  private void run(Step step, Connection connection, Analyzer analyzer) throws IOException {
    String sql = COMMENTS.matcher(step.sql()).replaceFirst("").stripTrailing();
    if (sql.isEmpty() || sql.indexOf('\uFFFD') >= 0 || HARMFUL.matcher(sql).matches()) {
      return;
    }
    boolean measured = QUERY.matcher(sql).matches() && tally.isNew(sql);
    Analysis analysis = measured ? analyzer.analyze(sql) : null;
    if (runs(step, sql, connection) && analysis != null && couldAskTheCatalog(analysis)) {
      tally.add(sql, analysis);
    }
  }

  /** Scripts that break the server's own tables on purpose break the catalog with them. */
  private static boolean couldAskTheCatalog(Analysis analysis) {
    return analysis.fold(known -> true, unknown -> !unknown.reason().contains("catalog cannot be"));
  }

  private static boolean runs(Step step, String sql, Connection connection) throws IOException {
    try {
      if (!step.input().isEmpty()) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(sql, new StringReader(step.input()));
        return true;
      }
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        statement.setMaxRows(ROWS);
        boolean rows = statement.execute(sql);
        while (rows || statement.getUpdateCount() != -1) {
          rows = statement.getMoreResults();
        }
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private Connection connect() throws SQLException {
    try {
      return ready(open());
    } catch (SQLException e) {
      // The server has died, and another takes its place.
      database = TestDatabases.open(product);
      return ready(open());
    }
  }

  private Connection open() throws SQLException {
    if (product == DatabaseProduct.H2) {
      database.close();
      database = TestDatabases.open(product);
    }
    String options =
        switch (product) {
          case POSTGRESQL -> "?socketTimeout=60&options=-c%20statement_timeout=5000";
          case MARIADB, MYSQL -> "?socketTimeout=30000";
          case H2 -> "";
        };
    return DriverManager.getConnection(
        database.jdbcUrl() + options, database.user(), database.password());
  }

  private Connection ready(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      switch (product) {
        case POSTGRESQL -> statement.execute("SET lock_timeout = 5000");
        case H2 -> statement.execute("SET QUERY_TIMEOUT 5000");
        case MARIADB, MYSQL -> {
          statement.execute(
              "SET SESSION max_statement_time = 5, lock_wait_timeout = 5,"
                  + " default_storage_engine = MyISAM");
          connection.setCatalog(emptyCatalog(statement));
        }
      }
    }
    return connection;
  }

  /** The name that the scripts expect, as long as none of them left a file of its own there. */
  private String emptyCatalog(Statement statement) throws SQLException {
    try {
      statement.execute("CREATE OR REPLACE DATABASE test");
      return "test";
    } catch (SQLException e) {
      String other = "test_" + ++catalogs;
      statement.execute("CREATE OR REPLACE DATABASE " + other);
      return other;
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server went first.
      return;
    }
  }
}

package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Analysis.Unanalysable;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Origin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever H2 returns, the analysis must have known: a column that holds a secret value comes from
 * a secret column, or the analysis does not claim to know.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class LineageAgainstH2Test {

  private static final Set<String> SECRET = Set.of("EMAIL", "SSN", "SALARY", "NOTES");

  private Connection connection;

  @BeforeAll
  void fill() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:lineage-against-h2");
    try (Statement statement = connection.createStatement()) {
      // One type for everything, so that any column may meet any other.
      statement.execute("CREATE SCHEMA shop");
      statement.execute("SET SCHEMA shop");
      statement.execute(
          "CREATE TABLE people(id VARCHAR, name VARCHAR, email VARCHAR, ssn VARCHAR,"
              + " salary VARCHAR, notes VARCHAR)");
      statement.execute("CREATE TABLE orders(id VARCHAR, person_id VARCHAR, total VARCHAR)");
      statement.execute("CREATE VIEW contacts AS SELECT id, name, email AS contact FROM people");
      statement.execute("CREATE VIEW callers(i, n, x) AS SELECT id, name, contact FROM contacts");
      for (int i = 1; i <= 2; i++) {
        statement.execute(
            "INSERT INTO people VALUES ('%d', 'name%d', 'zqmail%d', 'zqssn%d', '77700%d.25', 'zqnote%d')"
                .formatted(i, i, i, i, i, i));
        statement.execute(
            "INSERT INTO orders VALUES ('%d', '%d', '%d.5')".formatted(100 + i, i, i));
      }
    }
  }

  @AfterAll
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void neverCallsAColumnClearThatHoldsASecret() throws SQLException {
    int ran = 0;
    int secrets = 0;
    for (long seed = 0; seed < 1500; seed++) {
      String sql = new RandomQuery(seed).sql();
      int found = holds(sql);
      ran += found < 0 ? 0 : 1;
      secrets += Math.max(found, 0);
    }
    // Proof that the generator reaches both the database and the secrets.
    assertThat(ran).isGreaterThan(300);
    assertThat(secrets).isGreaterThan(300);
  }

  /** How many columns held a secret; less than none if the statement did not run. */
  private int holds(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int width = rows.getMetaData().getColumnCount();
      boolean[] secret = new boolean[width];
      int found = 0;
      while (rows.next()) {
        for (int i = 0; i < width; i++) {
          boolean now = isSecret(rows.getString(i + 1));
          found += now && !secret[i] ? 1 : 0;
          secret[i] |= now;
        }
      }
      check(sql, secret);
      return found;
    } catch (SQLException e) {
      return -1;
    }
  }

  private static boolean isSecret(String value) {
    return value != null
        && (value.toLowerCase(Locale.ROOT).contains("zq") || value.contains("77700"));
  }

  private static void check(String sql, boolean[] secret) {
    new SqlAnalyzer(Dialect.H2)
        .analyze(sql, new FixtureCatalog(Dialect.H2))
        .fold(found -> check(sql, secret, found), (Unanalysable unproven) -> true);
  }

  private static boolean check(String sql, boolean[] secret, Analysed found) {
    assertThat(found.outputs()).as("width of: %s", sql).hasSize(secret.length);
    for (int i = 0; i < secret.length; i++) {
      Origin origin = found.outputs().get(i).origin();
      assertThat(!secret[i] || mayBeSecret(origin)).as("column %d of: %s", i + 1, sql).isTrue();
    }
    return true;
  }

  private static boolean mayBeSecret(Origin origin) {
    return origin.fold(
        known -> known.columns().stream().anyMatch(column -> SECRET.contains(column.name())),
        unknown -> true);
  }
}

package io.jitjdbc.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.RowEstimator;
import io.jitjdbc.sql.RowEstimator.Question;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the databases expect of queries, and that asking them leaves no trace. */
class RowEstimatorsTest {
  private static final Map<DatabaseProduct, TestDatabase> DATABASES =
      new EnumMap<>(DatabaseProduct.class);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  @BeforeAll
  static void open() throws SQLException {
    for (DatabaseProduct product :
        List.of(DatabaseProduct.H2, DatabaseProduct.POSTGRESQL, DatabaseProduct.MARIADB)) {
      TestDatabase database = TestDatabases.open(product);
      DATABASES.put(product, database);
      database.run("CREATE TABLE visits(id INT PRIMARY KEY, page INT, note VARCHAR(20))");
      database.run("INSERT INTO visits VALUES " + rows(3_000));
      database.run(
          switch (product) {
            case POSTGRESQL -> "ANALYZE visits";
            case MARIADB, MYSQL -> "ANALYZE TABLE visits PERSISTENT FOR ALL";
            case H2 -> "ANALYZE TABLE visits";
          });
    }
  }

  private static String rows(int count) {
    var rows = new StringBuilder("(0, 0, 'x')");
    for (int id = 1; id < count; id++) {
      rows.append(", (").append(id).append(", ").append(id % 3).append(", 'x')");
    }
    return rows.toString();
  }

  @AfterAll
  static void close() throws SQLException {
    for (TestDatabase database : DATABASES.values()) {
      database.close();
    }
  }

  private static OptionalLong estimate(Connection raw, String sql, Object... values)
      throws SQLException, CatalogException {
    Dialect dialect = DialectReader.read(raw.getMetaData());
    RowEstimator estimator = RowEstimators.of(raw, dialect, LONGEST);
    return estimator.estimate(new Question(sql, Arrays.asList(values), Set.of(visits(raw))));
  }

  private static Table visits(Connection raw) throws SQLException {
    try (ResultSet tables = raw.getMetaData().getTables(null, null, "%", null)) {
      while (tables.next()) {
        if (tables.getString("TABLE_NAME").equalsIgnoreCase("visits")) {
          return new Table(
              String.valueOf(tables.getString("TABLE_SCHEM")), tables.getString("TABLE_NAME"));
        }
      }
    }
    throw new AssertionError("no table");
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void aWholeTableIsExpectedToReturnAboutAllOfItsRows(DatabaseProduct product) throws Exception {
    try (Connection raw = DATABASES.get(product).connect()) {
      assertThat(estimate(raw, "SELECT * FROM visits").getAsLong()).isBetween(2_500L, 3_500L);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void aTimeoutOfOursIsNobodyElses(DatabaseProduct product) throws Exception {
    try (Connection raw = DATABASES.get(product).connect();
        Statement before = raw.createStatement()) {
      estimate(raw, "SELECT * FROM visits");
      assertThat(before.getQueryTimeout()).isZero();

      before.setQueryTimeout(7);
      estimate(raw, "SELECT * FROM visits");
      assertThat(before.getQueryTimeout()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void theBoundValuesCount(DatabaseProduct product) throws Exception {
    try (Connection raw = DATABASES.get(product).connect()) {
      assertThat(estimate(raw, "SELECT * FROM visits WHERE id = ?", 7)).hasValue(1);
      assertThat(estimate(raw, "SELECT * FROM visits WHERE page = ?", 1).getAsLong())
          .isBetween(500L, 1_500L);
    }
  }

  @Test
  void aLimitCountsOnPostgreSql() throws Exception {
    try (Connection raw = DATABASES.get(DatabaseProduct.POSTGRESQL).connect()) {
      assertThat(estimate(raw, "SELECT * FROM visits LIMIT 10")).hasValue(10);
    }
  }

  @Test
  void theQueriesOfAUnionAddUpOnMariaDb() throws Exception {
    try (Connection raw = DATABASES.get(DatabaseProduct.MARIADB).connect()) {
      String union = "SELECT id FROM visits UNION ALL SELECT id FROM visits";
      assertThat(estimate(raw, union).getAsLong()).isBetween(5_000L, 7_000L);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void ofAQueryThatCannotBeExplainedNothingIsSaid(DatabaseProduct product) throws Exception {
    try (Connection raw = DATABASES.get(product).connect()) {
      assertThat(estimate(raw, "SELECT * FROM visits WHERE id = ?")).isEmpty();
      assertThat(estimate(raw, "SELECT nothing FROM visits")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void theTransactionGoesOn(DatabaseProduct product) throws Exception {
    try (Connection raw = DATABASES.get(product).connect()) {
      raw.setAutoCommit(false);
      try (Statement statement = raw.createStatement()) {
        statement.executeUpdate("INSERT INTO visits VALUES (9000, 1, 'y')");
        estimate(raw, "SELECT * FROM visits");
        estimate(raw, "SELECT nothing FROM visits");
        try (ResultSet mine =
            statement.executeQuery("SELECT COUNT(*) FROM visits WHERE id = 9000")) {
          mine.next();
          assertThat(mine.getInt(1)).isEqualTo(1);
        }
      } finally {
        raw.rollback();
      }
    }
  }

  @Test
  void nobodyWaitsLongForATableThatIsLocked() throws Exception {
    TestDatabase database = DATABASES.get(DatabaseProduct.POSTGRESQL);
    try (Connection other = database.connect();
        Connection raw = database.connect();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE visits IN ACCESS EXCLUSIVE MODE");

      assertThat(estimate(raw, "SELECT * FROM visits")).isEmpty();

      other.rollback();
      assertThat(estimate(raw, "SELECT * FROM visits")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "[7]", "[{\"Plan\": 7}]", "[{\"Plan\": {}}]", "[{"})
  void whatIsNoPlanTellsNothing(String text) {
    assertThat(PostgresEstimate.rows(text)).isEmpty();
  }
}

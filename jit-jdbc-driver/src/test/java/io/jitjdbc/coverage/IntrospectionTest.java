package io.jitjdbc.coverage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.driver.catalog.DialectReader;
import io.jitjdbc.driver.catalog.JdbcCatalog;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.SystemRelations;
import io.jitjdbc.sql.lineage.SqlAnalyzer;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tools ask about the structure of a database is all understood, and none of it is masked. */
class IntrospectionTest {
  /** What H2 has counted of a column's values, which is no structure. */
  private static final String COUNTED = "SELECTIVITY";

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void isProvenToTheLastColumn(DatabaseProduct product) throws SQLException, IOException {
    try (TestDatabase database = TestDatabases.open(product);
        Connection connection = database.connect()) {
      Dialect dialect = DialectReader.read(connection.getMetaData());
      SqlAnalyzer analyzer = new SqlAnalyzer(dialect);

      for (String sql : statements(product)) {
        runs(connection, sql);
        assertThat(analyzer.analyze(sql, JdbcCatalog.of(connection, dialect)))
            .as(sql)
            .satisfies(IntrospectionTest::isShownInClear);
      }
    }
  }

  private static void isShownInClear(Analysis analysis) {
    assertThat(analysis).isInstanceOf(Analysed.class);
    Analysed analysed = (Analysed) analysis;
    assertThat(analysed.kind()).isIn(StatementKind.QUERY, StatementKind.SESSION);
    assertThat(analysed.outputs())
        .filteredOn(output -> !output.label().equals(COUNTED))
        .allSatisfy(output -> assertThat(output.origin()).isInstanceOf(Origin.Known.class));
    assertThat(analysed.accesses())
        .noneMatch(access -> SystemRelations.mayHoldValues(access.resource()));
  }

  /** Else nothing would be shown by its analysis. */
  private static void runs(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (statement.getParameterMetaData().getParameterCount() > 0) {
        statement.setString(1, "");
      }
      statement.execute();
    }
  }

  private static List<String> statements(DatabaseProduct product) throws IOException {
    String name = "introspection-" + product.name().toLowerCase(Locale.ROOT) + ".sql";
    try (InputStream resource = IntrospectionTest.class.getResourceAsStream(name)) {
      return new PlainScript(new String(resource.readAllBytes(), UTF_8))
          .steps().stream()
              .map(step -> step.sql().replaceFirst("(?m)^-- .*\n", "").strip())
              .toList();
    }
  }
}

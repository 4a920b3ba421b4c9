package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Bounds;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
  private static final Catalog SHOP = new FixtureCatalog(Dialect.POSTGRESQL);

  private static Bounds bounds(String sql) {
    return new SqlAnalyzer(Dialect.POSTGRESQL)
        .analyze(sql, SHOP)
        .fold(Analysed::bounds, unknown -> fail(sql, unknown.reason()));
  }

  private static Bounds fail(String sql, String reason) {
    throw new AssertionError(sql + ": " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM people",
        "TABLE people",
        "SELECT name FROM people ORDER BY name",
        "SELECT a.name FROM people a JOIN people b ON a.id = b.id",
        "SELECT name FROM people WHERE id = 1 UNION ALL SELECT name FROM people",
        "WITH all_of_them AS (SELECT * FROM people) SELECT name FROM all_of_them WHERE id = 1",
        "SELECT (SELECT max(name) FROM people)",
        "DELETE FROM people",
        "UPDATE people SET name = 'x'",
        "INSERT INTO people (name) SELECT name FROM people"
      })
  void aTableIsReadOrChangedWithoutAnyCondition(String sql) {
    assertThat(bounds(sql).where()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM people WHERE id = 1",
        "SELECT name FROM (SELECT * FROM people) p WHERE id = 1",
        "SELECT name FROM (SELECT * FROM people WHERE id = 1) p",
        "SELECT name FROM people WHERE id = 1 UNION ALL SELECT name FROM people WHERE id = 2",
        "SELECT name FROM people WHERE id IN (SELECT id FROM people)",
        "SELECT a.name FROM people a, people b WHERE a.id = b.id",
        "DELETE FROM people WHERE id IN (SELECT id FROM people)",
        "UPDATE people SET name = (SELECT max(name) FROM people) WHERE id = 1",
        "INSERT INTO people (name) VALUES ('x')",
        "SELECT 1"
      })
  void everyTableIsReadOrChangedUnderACondition(String sql) {
    assertThat(bounds(sql).where()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM people LIMIT 10",
        "SELECT name FROM people LIMIT ?",
        "SELECT name FROM people ORDER BY name FETCH FIRST 10 ROWS ONLY",
        "(SELECT name FROM people LIMIT 10)",
        "SELECT name FROM people UNION SELECT name FROM people LIMIT 10"
      })
  void theResultEndsWithALimit(String sql) {
    assertThat(bounds(sql).limit()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM people",
        "SELECT name FROM people LIMIT ALL",
        "SELECT name FROM people LIMIT NULL",
        "SELECT name FROM people OFFSET 10",
        "SELECT name FROM (SELECT name FROM people LIMIT 10) p, people",
        "(SELECT name FROM people LIMIT 10) UNION ALL SELECT name FROM people"
      })
  void theResultEndsWithoutALimit(String sql) {
    assertThat(bounds(sql).limit()).isFalse();
  }
}

package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether two columns of a table in one row of a result may come from two of its rows. */
class RepeatedTablesTest {
  private static final Map<String, Relation> RELATIONS =
      Map.of(
          "people", base("people"),
          "pets", base("pets"),
          "names", view("names", "SELECT id, name FROM people"),
          "others", view("others", "SELECT id, name FROM people"),
          "pairs", view("pairs", "SELECT a.id, b.name FROM people a, people b"));

  private static final Catalog CATALOG = (schema, name) -> Optional.ofNullable(RELATIONS.get(name));

  private static Relation base(String name) {
    return new Relation.BaseTable(
        new Table("shop", name), List.of("id", "name"), Set.of(), Map.of(), false);
  }

  private static Relation view(String name, String definition) {
    return new Relation.View(new Table("shop", name), List.of("id", "name"), definition);
  }

  private static Analysed read(String sql) {
    return new SqlAnalyzer(Dialect.POSTGRESQL)
        .analyze(sql, CATALOG)
        .fold(
            known -> known,
            unknown -> {
              throw new AssertionError(unknown.reason());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, name FROM people WHERE id = 1 ORDER BY name",
        "SELECT n.id, p.name FROM names n JOIN pets p ON p.id = n.id",
        "SELECT id FROM (SELECT id FROM people) p",
        "WITH p AS (SELECT * FROM people) SELECT id, name FROM p",
        "SELECT id FROM people WHERE EXISTS (SELECT 1 FROM pets WHERE pets.id = people.id)",
        "SELECT id, max(name) FROM people GROUP BY id HAVING count(*) >= 5",
        "INSERT INTO people SELECT id, name FROM pets RETURNING id, name",
        "UPDATE people SET name = p.name FROM pets p WHERE p.id = people.id RETURNING people.id",
        "DELETE FROM people WHERE id = 1 RETURNING id, name"
      })
  void areNoneWhereEachIsReadInOnePlace(String sql) {
    assertThat(read(sql).repeats()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a.id, b.name FROM people a, people b",
        "SELECT id, (SELECT name FROM people LIMIT 1) FROM people",
        "SELECT p.id, n.name FROM people p, names n",
        "SELECT n.id, o.name FROM names n, others o",
        "SELECT n.id, o.name FROM names n, names o",
        "SELECT id, name FROM pairs",
        "SELECT id FROM people UNION ALL SELECT id FROM people",
        "SELECT a.id, b.name FROM people a, LATERAL (SELECT name FROM people LIMIT 1) b",
        "SELECT id, name FROM people WHERE id IN (SELECT id FROM people)",
        "WITH p AS (SELECT * FROM people) SELECT a.id, b.name FROM p a, p b",
        "WITH p AS (SELECT * FROM people) SELECT p.id, people.name FROM p, people",
        "WITH RECURSIVE p AS (SELECT id FROM people UNION ALL SELECT id FROM p) SELECT id FROM p",
        "UPDATE people SET name = o.name FROM people o RETURNING people.id, people.name"
      })
  void areThereWhereOneIsReadInTwo(String sql) {
    assertThat(read(sql).repeats()).isTrue();
  }

  @Test
  void areThoseOfEitherReading() {
    String once = "SELECT id, name FROM people";
    String twice = "SELECT a.id, b.name FROM people a, people b";
    var second = new SecondReading(Dialect.POSTGRESQL, CATALOG);

    assertThat(repeats(second, once, once)).isFalse();
    assertThat(repeats(second, once, twice)).isTrue();
    assertThat(repeats(second, twice, once)).isTrue();
  }

  private static boolean repeats(SecondReading second, String ours, String theirs) {
    return second.agree(read(ours), ours, theirs).fold(Analysed::repeats, unknown -> true);
  }
}

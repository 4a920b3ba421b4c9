package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.Replacements;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever may create a function, an operator or a cast can have it run where a statement seems to
 * use a built-in, with the values of the row as its arguments.
 */
class ReplacedBuiltInTest {
  private static Analysis analyse(String sql, Replacements made) {
    Catalog shop = new FixtureCatalog(Dialect.POSTGRESQL);
    return new SqlAnalyzer(Dialect.POSTGRESQL)
        .analyze(
            sql,
            new Catalog() {
              @Override
              public Optional<Relation> find(String schema, String name) throws CatalogException {
                return name.equals("loud") ? Optional.of(loud()) : shop.find(schema, name);
              }

              @Override
              public Replacements replacements() {
                return made;
              }
            });
  }

  private static Relation loud() {
    return new Relation.View(
        new Table("shop", "loud"), List.of("name"), "SELECT name || '!' FROM people");
  }

  private static Replacements routines(String... names) {
    return new Replacements(Set.of(names), Set.of(), false);
  }

  private static Replacements operators(String... symbols) {
    return new Replacements(Set.of(), Set.of(symbols), false);
  }

  private static Replacements casts() {
    return new Replacements(Set.of(), Set.of(), true);
  }

  private static boolean isProven(String sql, Replacements made) {
    return analyse(sql, made)
        .fold(
            (Analysed found) ->
                found.outputs().stream()
                    .allMatch(output -> output.origin().fold(known -> true, unknown -> false)),
            unproven -> false);
  }

  private static String refusal(String sql, Replacements made) {
    return refusal(analyse(sql, made));
  }

  private static String refusal(Analysis analysis) {
    return analysis.fold(analysed -> "analysed", unproven -> unproven.reason());
  }

  @Test
  void isAFunctionLikeAnyOtherThatNobodyKnows() {
    String sql = "SELECT UPPER(name) FROM people";

    assertThat(isProven(sql, routines("lower"))).isTrue();
    assertThat(isProven(sql, routines("upper"))).isFalse();
    assertThat(
            analyse(sql, routines("UPPER"))
                .fold((Analysed found) -> found.accesses(), unproven -> Set.<Access>of()))
        .contains(new Access(Action.EXECUTE, new Routine("", "upper")));
  }

  @Test
  void isTheBuiltInAllTheSameWhereItsSchemaIsNamed() {
    assertThat(isProven("SELECT pg_catalog.upper(name) FROM people", routines("upper"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'SELECT name || email FROM people' | '||'",
        "SELECT id FROM people WHERE salary < 3 | <",
        "SELECT id FROM people WHERE id IN (1, 2) | =",
        "SELECT NULLIF(name, 'x') FROM people | =",
        "SELECT CASE id WHEN 1 THEN name END FROM people | =",
        "SELECT p.name FROM people p JOIN orders o USING (id) | =",
        "SELECT p.name FROM people p NATURAL JOIN log o | =",
        "SELECT DISTINCT name FROM people | =",
        "SELECT id FROM people WHERE id BETWEEN 1 AND 2 | >=",
        "SELECT id FROM people WHERE name LIKE 'a%' | ~~",
        "SELECT id FROM people WHERE name ILIKE 'a%' | ~~*",
        "SELECT id FROM people WHERE name SIMILAR TO 'a%' | ~",
      })
  void isAnOperatorAlsoWhereAWordStandsForIt(String sql, String operator) {
    assertThat(refusal(sql, operators(operator)))
        .contains("may run what somebody created in this database instead of the built-in");
    assertThat(refusal(sql, operators("@@@"))).isEqualTo("analysed");
  }

  @Test
  void isNoneWhereTheWordIsAName() {
    assertThat(refusal("SELECT p.id AS \"in\" FROM people p", operators("=")))
        .isEqualTo("analysed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extract | SELECT EXTRACT(YEAR FROM notes) FROM people",
        "trim | SELECT TRIM(name) FROM people",
        "position | SELECT POSITION('a' IN name) FROM people",
        "json_object | SELECT JSON_OBJECT('a': ssn) FROM people",
      })
  void isRefusedWhereTheGrammarIsItsOwn(String given) {
    String[] parts = given.split(" \\| ", 2);

    assertThat(refusal(parts[1], routines(parts[0]))).contains(parts[0] + " may run what somebody");
    assertThat(refusal(parts[1], routines("upper"))).isEqualTo("analysed");
  }

  @Test
  void isACastWhoseResultNobodyKnows() {
    String sql = "SELECT CAST(ssn AS text) FROM people";

    assertThat(isProven(sql, Replacements.NONE)).isTrue();
    assertThat(isProven(sql, casts())).isFalse();
    assertThat(isProven("SELECT ssn::text FROM people", casts())).isFalse();
  }

  @Test
  void makesAViewUnknownThatUsesIt() {
    String sql = "SELECT name FROM loud";

    assertThat(isProven(sql, operators("<"))).isTrue();
    assertThat(isProven(sql, operators("||"))).isFalse();
  }

  @Test
  void isFearedWhereTheCatalogCannotTell() {
    Catalog broken =
        new Catalog() {
          @Override
          public Optional<Relation> find(String schema, String name) throws CatalogException {
            return new FixtureCatalog(Dialect.POSTGRESQL).find(schema, name);
          }

          @Override
          public Replacements replacements() throws CatalogException {
            throw new CatalogException("no connection");
          }
        };

    Analysis analysis =
        new SqlAnalyzer(Dialect.POSTGRESQL).analyze("SELECT name || 'x' FROM people", broken);

    assertThat(refusal(analysis)).contains("the catalog cannot be read: no connection");
  }
}

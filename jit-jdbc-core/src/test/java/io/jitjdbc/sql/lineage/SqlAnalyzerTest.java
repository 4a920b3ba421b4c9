package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Analysis.Unanalysable;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlAnalyzerTest {

  private static final Catalog SHOP = new FixtureCatalog(Dialect.POSTGRESQL);

  private static final List<String> WORDS =
      List.of(
          ("SELECT FROM people WHERE ssn ( ) , * 'x' WITH w AS UNION ALL JOIN USING VALUES INSERT"
                  + " INTO UPDATE SET = ? 1 RETURNING LATERAL . :: text ROW CASE WHEN END OVER -> [ ]")
              .split(" ", -1));

  private static Analysis analyze(String sql) {
    return new SqlAnalyzer(Dialect.POSTGRESQL).analyze(sql, SHOP);
  }

  private static String reason(Analysis analysis) {
    return analysis.fold(found -> "analysed", Unanalysable::reason);
  }

  @Test
  void showsTheTextWithoutItsLiteralsAndTheDigestOfTheExactText() {
    Analysis analysis = analyze("SELECT name /* why */ FROM people WHERE ssn = '901-65-4321'");
    assertThat(analysis.text().redacted()).isEqualTo("SELECT name FROM people WHERE ssn = ?");
    assertThat(analysis.text().digest())
        .isEqualTo("9ba2fba776f951dc2a5d854e1e507799ac8ce37b38aec575c84aa777c1ece0a9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "SELECT DISTINCT",
        "SELECT 'zqsecret",
        "SELECT name FROM people WHERE x ~~~~ 'zqsecret' zqsecret(",
        "FROM people 'zqsecret'",
        "SELECT * FROM people WHERE ((((name = 'zqsecret')",
        "BEGIN 'zqsecret' END",
        "GRANT 'zqsecret'"
      })
  void saysWhyATextIsNotProvenAndShowsNoLiteral(String sql) {
    Analysis analysis = analyze(sql);
    assertThat(reason(analysis)).isNotEqualTo("analysed").isNotBlank().doesNotContain("'zqsecret");
    assertThat(analysis.text().redacted()).doesNotContain("'zqsecret");
  }

  @Test
  void endsQuicklyWhereTheTextIsDeep() {
    String deep = "SELECT " + "f(".repeat(5000) + "1" + ")".repeat(5000);
    assertThat(reason(analyze(deep))).isNotEqualTo("analysed");
  }

  @Test
  void endsQuicklyWhereDefinitionsMultiply() {
    StringBuilder sql = new StringBuilder("WITH w0 AS (SELECT 1 AS a)");
    for (int i = 1; i < 40; i++) {
      sql.append(
          ", w%d AS (SELECT x.a FROM w%d x JOIN w%d y ON x.a = y.a)".formatted(i, i - 1, i - 1));
    }
    assertThat(reason(analyze(sql + " SELECT a FROM w39"))).isEqualTo("analysed");
  }

  @Test
  void takesACatalogThatCannotBeReadForUnproven() {
    Catalog down =
        (schema, name) -> {
          throw new CatalogException("the database does not answer");
        };
    Analysis analysis = new SqlAnalyzer(Dialect.H2).analyze("SELECT a FROM t", down);
    assertThat(reason(analysis)).contains("the database does not answer");
  }

  @Test
  void takesACatalogThatFailsForUnproven() {
    Catalog broken =
        (schema, name) -> {
          throw new IllegalStateException("zqsecret");
        };
    Analysis analysis = new SqlAnalyzer(Dialect.H2).analyze("SELECT a FROM t", broken);
    assertThat(reason(analysis)).contains("IllegalStateException").doesNotContain("zqsecret");
  }

  @Test
  @Tag("slow")
  void neverThrowsWhateverTheTextIs() {
    Random random = new Random(42);
    for (int i = 0; i < 3000; i++) {
      StringBuilder sql = new StringBuilder(random.nextBoolean() ? "SELECT ssn " : "");
      for (int n = random.nextInt(14); n >= 0; n--) {
        sql.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      assertThat(analyze(sql.toString()).text()).isNotNull();
    }
  }

  @Test
  void labelsOutputsAsTheDatabaseWould() {
    Analysis analysis = analyze("SELECT id, SSN AS \"Secret\", 1 + 1 FROM people");
    assertThat(
            analysis.fold(
                (Analysed found) -> found.outputs().stream().map(o -> o.label()).toList(),
                unproven -> null))
        .containsExactly("id", "Secret", "");
  }
}

package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.jitjdbc.sql.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text, it is understood to its last character or not at all. */
class SqlAnalyzerFuzzTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final List<Dialect> DIALECTS =
      List.of(Dialect.H2, Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.MYSQL, Dialect.GENERIC);

  /** They stand on a line of their own, where no comment of the first statement can hide them. */
  private static final List<String> SECOND_STATEMENTS =
      List.of("\n;DELETE FROM people", "\n; DELETE FROM people;", "\n;/**/ SELECT ssn FROM people");

  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "`",
          "$$",
          "/*",
          "*/",
          "/*!",
          "--",
          "#",
          "\\",
          "(",
          ")",
          ";",
          ",",
          "*",
          "?",
          " OVER ",
          " UNION ",
          " SELECT ",
          " FROM ",
          " WITH ",
          "::",
          "@",
          "{",
          "}",
          "\0",
          "\n",
          "E'",
          "U&\"",
          " AS ",
          "ssn",
          "people",
          "0x",
          "1e",
          ".",
          "é",
          "\uD800",
          ":=",
          "[",
          "->>");

  static Stream<String> cases() throws Exception {
    return AnalysisCase.all().stream().map(AnalysisCase::sql).distinct();
  }

  @FuzzTest
  @MethodSource("cases")
  void understandsOrRefuses(@NotNull String sql) {
    DIALECTS.forEach(dialect -> check(sql, dialect));
  }

  @Test
  void survivesMutations() throws Exception {
    List<String> cases = cases().toList();
    var random = new Random(13);
    int understood = 0;
    for (int i = 0; i < 2_000; i++) {
      Dialect dialect = DIALECTS.get(random.nextInt(DIALECTS.size()));
      String mutated = mutated(cases.get(random.nextInt(cases.size())), cases, random);
      understood += check(mutated, dialect) ? 1 : 0;
    }
    assertThat(understood).isBetween(100, 1_900);
  }

  /** Whether it was understood. */
  private static boolean check(String sql, Dialect dialect) {
    boolean understood = isAnalysed(sql, dialect);
    for (String second : SECOND_STATEMENTS) {
      assertThat(isAnalysed(sql + second, dialect))
          .as("two statements in %s: %s", dialect.product(), sql + second)
          .isFalse();
    }
    if (understood) {
      assertThat(isAnalysed("DELETE FROM people;\n" + sql, dialect))
          .as("behind another statement in %s: %s", dialect.product(), sql)
          .isFalse();
    }
    return understood;
  }

  private static boolean isAnalysed(String sql, Dialect dialect) {
    long start = System.nanoTime();
    boolean analysed =
        new SqlAnalyzer(dialect)
            .analyze(sql, new FixtureCatalog(dialect))
            .fold(found -> true, unproven -> false);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("%s: %s", dialect.product(), sql)
        .isLessThan(LONGEST);
    return analysed;
  }

  /** A word of another case in place of one, or a piece that changes how the rest is read. */
  private static String mutated(String sql, List<String> cases, Random random) {
    List<String> words = new ArrayList<>(List.of(sql.split(" ", -1)));
    for (int left = random.nextInt(4); left > 0; left--) {
      String[] others = cases.get(random.nextInt(cases.size())).split(" ", -1);
      words.set(random.nextInt(words.size()), others[random.nextInt(others.length)]);
    }
    var text = new StringBuilder(String.join(" ", words));
    for (int left = random.nextInt(3); left > 0; left--) {
      int at = random.nextInt(text.length() + 1);
      int until = Math.min(text.length(), at + random.nextInt(4));
      text.replace(at, until, PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}

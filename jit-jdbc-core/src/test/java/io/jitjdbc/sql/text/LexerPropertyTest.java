package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Dialect;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class LexerPropertyTest {
  private static final int TEXTS = 4000;
  private static final String CANARY = "c4n4ry";
  private static final List<String> PIECES =
      List.of(
          "SELECT",
          "a",
          "FROM",
          "t",
          "\"q.n\"",
          "`b`",
          "'",
          "\"",
          "\\",
          "''",
          "\\'",
          "E'",
          "N'",
          "X'",
          "q'",
          "u&'",
          "$$",
          "$t$",
          "$",
          "--",
          "-- ",
          "/*",
          "*/",
          "/*!",
          "#",
          "//",
          "\n",
          "\r",
          "\r\n",
          " ",
          "\t",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "{d '1'}",
          "call",
          "?",
          "??",
          ":",
          "::",
          ":=",
          "->",
          "->>",
          "@",
          "@@v",
          "1",
          ".5",
          "1e",
          "0x1",
          ".",
          ",",
          ";",
          "=",
          "<",
          "-",
          "CONVERT(",
          "CASE",
          "END",
          "TABLE",
          "\u00e9",
          "\u2028",
          "\ud83d\ude00",
          "\0",
          "mod");

  static Stream<Dialect> dialects() {
    return Stream.of(
        Dialect.H2, Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.MYSQL, Dialect.GENERIC);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void readsAnySoupOfTokensOrRefusesIt(Dialect dialect) {
    Random random = new Random(20_241);
    long read = IntStream.range(0, TEXTS).filter(i -> readsStably(soup(random), dialect)).count();

    assertThat(read).isPositive();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void readsAnyMutationOfAStatementOrRefusesIt(Dialect dialect) {
    Random random = new Random(77);
    List<String> statements = Case.in("canonical.txt").map(Case::sql).toList();
    long read =
        IntStream.range(0, TEXTS)
            .mapToObj(i -> statements.get(random.nextInt(statements.size())))
            .filter(sql -> readsStably(mutated(sql, random), dialect))
            .count();

    assertThat(read).isPositive();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void neverShowsALiteral(Dialect dialect) {
    Random random = new Random(4711);
    List<String> literals = literals(dialect);
    for (int i = 0; i < TEXTS; i++) {
      String literal = literals.get(random.nextInt(literals.size()));
      String before = soup(random).replaceAll("['\"`$\\\\#/*;-]", " ");
      String sql = before + " " + literal + " " + soup(random);
      try {
        LexedStatement statement = Lexer.read(sql, dialect);
        assertThat(statement.redacted()).doesNotContain(CANARY);
        assertThat(statement.tokens().toString()).doesNotContain(CANARY);
      } catch (LexicalException e) {
        assertThat(e).hasMessageNotContaining(CANARY);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "'a' || ",
        "\\'",
        "a.",
        "/* x */ ",
        "$t$",
        "$$ ",
        "1+",
        "@- ",
        "? ",
        "CONVERT("
      })
  void takesTimeInProportionToTheLength(String unit) {
    dialects()
        .forEach(
            dialect -> {
              long once = steps("SELECT " + unit.repeat(2000), dialect);
              long twice = steps("SELECT " + unit.repeat(4000), dialect);
              assertThat(twice).isLessThan(once * 5 / 2);
            });
  }

  @Test
  void refusesEveryControlCharacterEverywhere() {
    for (char c = 0; c < ' '; c++) {
      if (c != '\t' && c != '\n' && c != '\r') {
        assertThat(reads("SELECT a" + c + " FROM t", Dialect.H2)).isFalse();
        assertThat(reads("SELECT '" + c + "'", Dialect.H2)).isFalse();
        assertThat(reads("SELECT a /* " + c + " */", Dialect.H2)).isFalse();
      }
    }
  }

  private static List<String> literals(Dialect dialect) {
    return switch (dialect.product()) {
      case POSTGRESQL ->
          List.of("'c4n4ry'", "E'\\'c4n4ry'", "$t$c4n4ry$t$", "'''c4n4ry'", "'\\c4n4ry'");
      case H2 -> List.of("'c4n4ry'", "$$c4n4ry$$", "'''c4n4ry'", "'-- c4n4ry'");
      default -> List.of("'c4n4ry'", "'''c4n4ry'", "'/* c4n4ry'", "'\\\\c4n4ry'");
    };
  }

  private static String soup(Random random) {
    return IntStream.range(0, 1 + random.nextInt(12))
        .mapToObj(
            i -> PIECES.get(random.nextInt(PIECES.size())) + (random.nextBoolean() ? " " : ""))
        .collect(Collectors.joining());
  }

  private static String mutated(String sql, Random random) {
    int from = random.nextInt(sql.length());
    int to = Math.min(sql.length(), from + random.nextInt(4));
    return sql.substring(0, from)
        + PIECES.get(random.nextInt(PIECES.size()))
        + sql.substring(random.nextBoolean() ? from : to);
  }

  /** Whether it was read; and if so, that its canonical text says the same once more. */
  private static boolean readsStably(String sql, Dialect dialect) {
    try {
      String canonical = Lexer.read(sql, dialect).canonical();
      if (LexedStatement.name(canonical).equals(canonical)) {
        assertThat(Lexer.read(canonical, dialect).canonical()).isEqualTo(canonical);
      }
      return true;
    } catch (LexicalException e) {
      assertThat(e).message().isNotBlank();
      return false;
    }
  }

  private static boolean reads(String sql, Dialect dialect) {
    try {
      Lexer.read(sql, dialect);
      return true;
    } catch (LexicalException e) {
      return false;
    }
  }

  private static long steps(String sql, Dialect dialect) {
    CountingText text = new CountingText(sql);
    try {
      Lexer.read(text, dialect, new Limits(1 << 20, 100_000, 100_000, 100_000));
    } catch (LexicalException e) {
      assertThat(e).message().isNotBlank();
    }
    return text.steps();
  }

  /** Counts how often a character was looked at. */
  private static final class CountingText implements CharSequence {
    private final String text;
    private long steps;

    CountingText(String text) {
      this.text = text;
    }

    long steps() {
      return steps;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      steps += end - start;
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}

package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Dialect;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of one shape are one text to the parser, and those that need not be are none. */
class TextShapeTest {

  private static boolean alike(String one, String other, Dialect dialect) {
    TextShape exemplar = TextShape.of(one);
    TextShape shape = TextShape.of(other);
    return exemplar != null
        && shape != null
        && exemplar.shape().equals(shape.shape())
        && exemplar
            .values(dialect)
            .filter(values -> exemplar.differsOnlyIn(values, shape))
            .isPresent();
  }

  @Nested
  class AreAlike {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "SELECT a FROM t WHERE b = #",
          "SELECT a FROM t WHERE b IN (#, #) AND c BETWEEN # AND #",
          "SELECT a FROM \"My Table\" WHERE a.b1 <> # ORDER BY 1;",
          "INSERT INTO t (a, b) VALUES (#, #)",
          "UPDATE t SET a = # WHERE b2 = #"
        })
    void whereTheyDifferInValues(String text) {
      for (Dialect dialect : List.of(Dialect.H2, Dialect.POSTGRESQL)) {
        assertThat(alike(text.replace("#", "1"), text.replace("#", "2024.50"), dialect)).isTrue();
        assertThat(alike(text.replace("#", "'x'"), text.replace("#", "'a longer one'"), dialect))
            .isTrue();
      }
    }

    @Test
    void whereTheyCountRows() {
      assertThat(alike("SELECT a FROM t LIMIT 5", "SELECT a FROM t LIMIT 500", Dialect.H2))
          .isTrue();
    }
  }

  @Nested
  class AreToldApart {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "SELECT a, b FROM t WHERE c = 1 ORDER BY #",
          "SELECT # FROM t WHERE c = 1",
          "SELECT a FROM t WHERE c = 1 GROUP BY a HAVING count(*) >= #",
          "SELECT coalesce(a, #) FROM t WHERE c = 1"
        })
    void whereALiteralMayBeMoreThanAValue(String text) {
      assertThat(alike(text.replace("#", "1"), text.replace("#", "2"), Dialect.H2)).isFalse();
      assertThat(alike(text.replace("#", "1"), text.replace("#", "1"), Dialect.H2)).isTrue();
    }

    @Test
    void whereALiteralIsOfAnotherKind() {
      assertThat(alike("SELECT a FROM t WHERE b = 1", "SELECT a FROM t WHERE b = '1'", Dialect.H2))
          .isFalse();
    }

    @Test
    void whereANumberBelongsToAName() {
      assertThat(alike("SELECT a1 FROM t WHERE b = 1", "SELECT a2 FROM t WHERE b = 1", Dialect.H2))
          .isFalse();
    }

    @Test
    void whereAValueHidesWhatFollows() {
      assertThat(
              alike(
                  "SELECT a FROM t WHERE b = '1' AND c = 'x'",
                  "SELECT a FROM t WHERE b = '1'' AND c = 'x'",
                  Dialect.H2))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t WHERE b = 'it''s'",
        "SELECT a FROM t WHERE b = '\\'",
        "SELECT a FROM t WHERE b = 'x$$y'",
        "SELECT a FROM t WHERE b = '--'",
        "SELECT a FROM t WHERE b = 'x/*'",
        "SELECT a FROM t WHERE b = '#'",
        "SELECT a FROM t WHERE b = '`'",
        "SELECT a FROM t WHERE b = '\"'",
        "SELECT a FROM t WHERE b = '\u2022'",
        "SELECT a FROM t WHERE b = 'x",
        "SELECT a FROM t WHERE b = E'x'",
        "SELECT a FROM t WHERE b = 0x1F",
        "SELECT a FROM t WHERE b = 1e5",
        "SELECT a FROM t WHERE b = 1.",
        "SELECT a FROM t WHERE b = .5",
        "SELECT a FROM t WHERE b = 1'x'",
        "SELECT a FROM t WHERE b = 1.2.3",
        "SELECT a FROM \"t\u0001\" WHERE b = 1",
        "SELECT a FROM \"t WHERE b = 1",
        "SELECT a[1] FROM t WHERE b = 1",
        "{call f(1)}"
      })
  void isNotThereForWhatIsNotPlain(String text) {
    assertThat(TextShape.of(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t -- comment\n WHERE b = 1",
        "SELECT lower(a) FROM t WHERE b = 1; SELECT 2",
        "WITH x AS (SELECT 1) SELECT a FROM t WHERE b = 1"
      })
  void sharesNothingForWhatTheDatabaseMightReadOtherwise(String text) {
    TextShape shape = TextShape.of(text);

    assertThat(shape == null || shape.values(Dialect.POSTGRESQL).isEmpty()).isTrue();
  }

  @Test
  void isNotThereForALongText() {
    assertThat(TextShape.of("SELECT a FROM t WHERE b = '" + "x".repeat(20_000) + "'")).isNull();
  }

  static Stream<Dialect> dialects() {
    return Stream.of(
        Dialect.H2, Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.MYSQL, Dialect.GENERIC);
  }

  /** The one thing that counts: whatever is found alike is one text to the parser. */
  @ParameterizedTest
  @MethodSource("dialects")
  void isTheSameForTheParserOnlyIfItIs(Dialect dialect) throws LexicalException {
    var random = new Random(4711);
    int alike = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = soup(random);
      TextShape shape = TextShape.of(text);
      if (shape != null) {
        alike += shape.values(dialect).isPresent() ? others(text, shape, dialect, random) : 0;
      }
    }
    assertThat(alike).isGreaterThan(100);
  }

  private static int others(String text, TextShape shape, Dialect dialect, Random random)
      throws LexicalException {
    BitSet values = shape.values(dialect).orElseThrow();
    int alike = 0;
    for (int i = 0; i < 3; i++) {
      String other = otherValues(text, random);
      TextShape second = TextShape.of(other);
      if (second != null && shape.differsOnlyIn(values, second)) {
        assertThat(Lexer.read(other, dialect).canonical())
            .isEqualTo(Lexer.read(text, dialect).canonical());
        assertThat(Lexer.read(other, dialect).redacted())
            .isEqualTo(Lexer.read(text, dialect).redacted());
        assertThat(isPlain(other, dialect)).isEqualTo(isPlain(text, dialect));
        alike += other.equals(text) ? 0 : 1;
      }
    }
    return alike;
  }

  private static boolean isPlain(String text, Dialect dialect) throws LexicalException {
    return PlainText.isPlain(text, Lexer.read(text, dialect), dialect.product());
  }

  /** The text with some characters inside of its literals, or next to them, changed. */
  private static String otherValues(String text, Random random) {
    var other = new StringBuilder(text);
    for (int i = 0; i < other.length(); i++) {
      char c = other.charAt(i);
      if (c >= '0' && c <= '9' && random.nextInt(3) > 0) {
        other.setCharAt(i, (char) ('0' + random.nextInt(10)));
      } else if (c == 'x') {
        other.replace(i, i + 1, VALUES.get(random.nextInt(VALUES.size())));
        i += 2;
      }
    }
    return other.toString();
  }

  private static final List<String> VALUES =
      List.of("yyy", "y y", "'y'", "y--", "1 1", "\\yy", "y''", "=1 ", "y/*", "or ");

  private static final List<String> PIECES =
      List.of(
          "SELECT ",
          "a",
          " FROM t",
          " WHERE ",
          " AND ",
          " LIKE ",
          " IN (",
          ")",
          ", ",
          "(",
          " = ",
          " < ",
          "1",
          "23",
          "4.5",
          "'x'",
          "'x y'",
          "''",
          " LIMIT ",
          " ORDER BY ",
          "\"q\"",
          "`q`",
          " BETWEEN ",
          "INSERT INTO t VALUES (",
          "UPDATE t SET a = ",
          ".",
          "-",
          "/",
          "*",
          ";",
          "?",
          " date ",
          " interval ",
          " count",
          " HAVING ",
          " type ",
          "E",
          "x",
          "_",
          "\n",
          " VALUES ",
          " OFFSET ",
          " escape ",
          " json ",
          " AS ",
          "::",
          "|",
          "||");

  private static String soup(Random random) {
    var text = new StringBuilder(random.nextInt(4) == 0 ? "" : "SELECT a FROM t WHERE b ");
    int pieces = 1 + random.nextInt(12);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}

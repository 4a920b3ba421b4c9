package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which literals the parser sees as they are; {@code #} stands for one of two in each text. */
class PlainValuesTest {

  private static String canonical(String text, String literal, Dialect dialect)
      throws LexicalException {
    return Lexer.read(text.replace("#", literal), dialect).canonical();
  }

  private static void assertAlike(String text, String one, String other) throws LexicalException {
    for (Dialect dialect : new Dialect[] {Dialect.H2, Dialect.POSTGRESQL, Dialect.MYSQL}) {
      assertThat(canonical(text, one, dialect)).isEqualTo(canonical(text, other, dialect));
    }
  }

  private static void assertTold(String text, String one, String other) throws LexicalException {
    for (Dialect dialect : new Dialect[] {Dialect.H2, Dialect.POSTGRESQL, Dialect.MYSQL}) {
      assertThat(canonical(text, one, dialect)).isNotEqualTo(canonical(text, other, dialect));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t WHERE a = #",
        "SELECT a FROM t WHERE a <> # AND b < # ORDER BY 1",
        "SELECT a FROM t WHERE a BETWEEN # AND #",
        "SELECT a FROM t WHERE a IN (#, #, #)",
        "SELECT a FROM t WHERE a LIKE #",
        "WITH w AS (SELECT a FROM t WHERE a >= #) SELECT a FROM w",
        "INSERT INTO t (a, b) VALUES (#, #)",
        "UPDATE t SET a = # WHERE b = #",
        "DELETE FROM t WHERE a != #"
      })
  void areAlikeWhereTheyAreComparedListedOrStored(String text) throws LexicalException {
    assertAlike(text, "1", "200.5");
    assertAlike(text, "'x'", "'it''s a longer one'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT a FROM t LIMIT #", "SELECT a FROM t LIMIT 5 OFFSET #"})
  void areAlikeWhereTheyCountRows(String text) throws LexicalException {
    assertAlike(text, "1", "200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a, b FROM t ORDER BY #",
        "SELECT a, b FROM t ORDER BY a, #",
        "SELECT a, b FROM t GROUP BY #",
        "SELECT a, b FROM t GROUP BY ROLLUP (#)",
        "SELECT # FROM t",
        "SELECT f(#) FROM t",
        "SELECT f(a, #) FROM t",
        "SELECT a FROM t WHERE f(#) = 1",
        "SELECT t.limit # FROM t",
        "SELECT a FROM t GROUP BY a HAVING count(*) >= #",
        "SELECT a FROM t GROUP BY a HAVING # < count(a)",
        "SET a = #",
        "CREATE TABLE u (a INT) COMMENT = #",
        "EXPLAIN SELECT a FROM t WHERE a = #"
      })
  void areToldApartWhereTheyMayMeanMore(String text) throws LexicalException {
    assertTold(text, "1", "2");
    assertTold(text, "'x'", "'y'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT limit # FROM t", "SELECT t.offset # FROM t"})
  void areToldApartWhereAStringMayBeALabel(String text) throws LexicalException {
    assertTold(text, "'x'", "'y'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT a FROM t WHERE a = #", "SELECT a FROM t WHERE a IN (#)"})
  void areOfTheirKind(String text) throws LexicalException {
    assertTold(text, "1", "'x'");
    assertTold(text, "1", "?");
    assertTold(text, "1", "b");
  }
}

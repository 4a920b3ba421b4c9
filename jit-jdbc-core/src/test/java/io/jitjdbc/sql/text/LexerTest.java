package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.sql.Dialect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LexerTest {

  static Stream<Case> canonical() {
    return Case.in("canonical.txt");
  }

  static Stream<Case> refused() {
    return Case.in("refused.txt");
  }

  static Stream<Case> redacted() {
    return Case.in("redacted.txt");
  }

  @ParameterizedTest
  @MethodSource("canonical")
  void showsTheParserWhatTheDatabaseReads(Case given) throws LexicalException {
    LexedStatement statement = Lexer.read(given.sql(), given.dialect());

    assertThat(LexedStatement.name(statement.canonical())).isEqualTo(given.expected());
  }

  @ParameterizedTest
  @MethodSource("canonical")
  void readsItsOwnCanonicalTextAsTheSame(Case given) throws LexicalException {
    String canonical = Lexer.read(given.sql(), given.dialect()).canonical();

    assertThat(Lexer.read(canonical, given.dialect()).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatCouldBeReadInTwoWays(Case given) {
    assertThatThrownBy(() -> Lexer.read(given.sql(), given.dialect()))
        .isInstanceOf(LexicalException.class)
        .hasMessageContaining(given.expected());
  }

  @ParameterizedTest
  @MethodSource("redacted")
  void hidesEveryLiteral(Case given) throws LexicalException {
    assertThat(Lexer.read(given.sql(), given.dialect()).redacted()).isEqualTo(given.expected());
  }

  @Test
  void keepsTheDotInAQuotedNameApartFromADot() throws LexicalException {
    String one = Lexer.read("SELECT \"a.b\"", Dialect.POSTGRESQL).canonical();
    String two = Lexer.read("SELECT \"a\".\"b\"", Dialect.POSTGRESQL).canonical();

    assertThat(one).doesNotContain(".");
    assertThat(two).isEqualTo("SELECT \"a\".\"b\"");
    assertThat(LexedStatement.name(one)).isEqualTo("SELECT \"a.b\"");
  }

  @Test
  void givesTokensWithoutQuotes() throws LexicalException {
    List<Token> tokens = Lexer.read("SELECT \"a\"\"b\", 'it''s' = ?", Dialect.H2).tokens();

    assertThat(tokens)
        .containsExactly(
            new Token(Token.Kind.WORD, "SELECT"),
            new Token(Token.Kind.QUOTED_IDENTIFIER, "a\"b"),
            new Token(Token.Kind.SYMBOL, ","),
            new Token(Token.Kind.STRING, "it's"),
            new Token(Token.Kind.SYMBOL, "="),
            new Token(Token.Kind.PARAMETER, "?"));
  }

  @Test
  void showsNoLiteralOfAToken() {
    assertThat(new Token(Token.Kind.STRING, "secret")).hasToString("STRING ?");
    assertThat(new Token(Token.Kind.NUMBER, "42")).hasToString("NUMBER ?");
  }

  @Test
  void holdsToItsLimits() {
    Limits limits = new Limits(20, 5, 2, 4);

    assertThatThrownBy(() -> Lexer.read("SELECT a -- long enough", Dialect.H2, limits))
        .hasMessageContaining("longer than 20");
    assertThatThrownBy(() -> Lexer.read("SELECT a, b, c, d", Dialect.H2, limits))
        .hasMessageContaining("more than 5 tokens");
    assertThatThrownBy(() -> Lexer.read("(((", Dialect.H2, limits))
        .hasMessageContaining("deeper than 2");
    assertThatThrownBy(() -> Lexer.read("CASE CASE CASE", Dialect.H2, limits))
        .hasMessageContaining("deeper than 2");
  }

  @Test
  void readsDeepButLegalNesting() throws LexicalException {
    String sql = "SELECT " + "(".repeat(100) + "1" + ")".repeat(100);

    assertThat(Lexer.read(sql, Dialect.H2).tokens()).hasSize(202);
  }

  @Test
  void countsNoDepthForWhatHasEnded() throws LexicalException {
    String sql = "SELECT " + "CASE WHEN (1 = 1) THEN 1 END, ".repeat(300) + "end";

    assertThat(Lexer.read(sql, Dialect.H2).tokens()).hasSizeGreaterThan(3_000);
  }

  @Test
  void refusesHalfACharacter() {
    for (String half : List.of("\uD83D", "\uDE00", "\uD83D\uD83D\uDE00", "\uDE00\uD83D")) {
      assertThatThrownBy(() -> Lexer.read("SELECT '" + half + "'", Dialect.H2))
          .hasMessageContaining("Unicode");
    }
    assertThatThrownBy(() -> Lexer.read("SELECT 1 -- \uD83D", Dialect.H2))
        .hasMessageContaining("Unicode");
  }

  @Test
  void readsAWholeOne() throws LexicalException {
    assertThat(Lexer.read("SELECT '\uD83D\uDE00x'", Dialect.H2).tokens().get(1).text())
        .isEqualTo("\uD83D\uDE00x");
  }
}

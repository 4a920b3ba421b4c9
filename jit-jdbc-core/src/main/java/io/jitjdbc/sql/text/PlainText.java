package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect.Product;
import java.util.Locale;
import java.util.Set;

/**
 * Knows the texts that every reader reads alike: names, plain literals, the simplest signs, and
 * constructs that have no second meaning. Whatever is not known to be plain is not.
 */
public final class PlainText {
  private static final String SIGNS = "<>=!|:+-*/%";
  private static final Set<String> JOINED_SIGNS = Set.of("<=", ">=", "<>", "!=", "||", "::");
  private static final String OTHERS = " \t\r\n(),.?";
  private static final String QUOTES = "'\"`";
  private static final String ESCAPES = "\\#$\"`";
  private static final Set<String> COMMENTS = Set.of("--", "/*", "//", "*/");

  /** What may stand before a parenthesis: grammar, with no function behind it. */
  private static final Set<String> BEFORE_PARENTHESIS =
      words(
          """
          all and any as avg between by case coalesce count distinct else except exists from having
          in intersect join like limit max min not nullif offset on or select some sum then union
          values when where
          """);

  /** Built-ins that nobody can replace; in PostgreSQL, who may create functions can. */
  private static final Set<String> PROTECTED_FUNCTIONS =
      words("abs char_length concat length lower round trim upper");

  /** In PostgreSQL these are functions as well. */
  private static final Set<String> AGGREGATES = words("avg max min sum");

  private static final Set<String> BEFORE_A_STRING =
      words("and between by date else in like not on or select then time timestamp when where");

  /** Words that change what the names around them mean. */
  private static final Set<String> NEVER_PLAIN =
      words(
          """
          array binary collate convert filter final for into interval json lateral natural only over
          pivot procedure qualify recursive row table tablesample unpivot using window with within
          """);

  private PlainText() {}

  /**
   * Whether the text is plain to the database.
   *
   * @param sql the text that the statement was read from: it is looked at beside the tokens, which
   *     are our own reading already
   */
  public static boolean isPlain(String sql, LexedStatement statement, Product product) {
    return hasPlainCharacters(sql) && hasPlainTokens(new TokenReader(statement.tokens()), product);
  }

  private static boolean hasPlainCharacters(String sql) {
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (QUOTES.indexOf(c) >= 0) {
        int end = sql.indexOf(c, i + 1);
        boolean touches = i > 0 && Letters.word(sql.charAt(i - 1));
        if (end < 0 || touches || !isPlainQuote(sql.substring(i + 1, end), c == '\'')) {
          return false;
        }
        i = end;
      } else if (!isPlainOutside(sql, i)) {
        return false;
      }
    }
    return true;
  }

  /** Nothing that could be an escape, or could open a comment for who sees the quotes elsewhere. */
  private static boolean isPlainQuote(String quoted, boolean string) {
    if (!string) {
      return quoted.chars().allMatch(c -> Letters.word((char) c) || c == ' ');
    }
    return quoted.chars().allMatch(c -> c >= ' ' && c <= '~' && ESCAPES.indexOf(c) < 0)
        && COMMENTS.stream().noneMatch(quoted::contains);
  }

  private static boolean isPlainOutside(String sql, int index) {
    char c = sql.charAt(index);
    return Letters.word(c)
        || OTHERS.indexOf(c) >= 0
        || isPlainSign(sql, index)
        || (c == ';' && isLast(sql, index));
  }

  private static boolean isPlainSign(String sql, int index) {
    if (SIGNS.indexOf(sql.charAt(index)) < 0) {
      return false;
    }
    int start = index;
    while (start > 0 && SIGNS.indexOf(sql.charAt(start - 1)) >= 0) {
      start--;
    }
    int end = index + 1;
    while (end < sql.length() && SIGNS.indexOf(sql.charAt(end)) >= 0) {
      end++;
    }
    return end - start == 1
        ? "!|:".indexOf(sql.charAt(index)) < 0
        : end - start == 2 && JOINED_SIGNS.contains(sql.substring(start, end));
  }

  private static boolean isLast(String sql, int index) {
    return sql.substring(index + 1).isBlank();
  }

  private static boolean hasPlainTokens(TokenReader tokens, Product product) {
    for (int i = 0; !tokens.peek(i).text().isEmpty() || isString(tokens.peek(i)); i++) {
      Token token = tokens.peek(i);
      if (token.kind() == Token.Kind.WORD && !isPlain(token, tokens.peek(i + 1), product)) {
        return false;
      }
      if (token.kind() == Token.Kind.STRING_OR_NAME) {
        return false;
      }
      if (token.kind() == Token.Kind.QUOTED_IDENTIFIER && tokens.peek(i + 1).isSymbol("(")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(Token token, Token next, Product product) {
    String word = token.text().toLowerCase(Locale.ROOT);
    if (NEVER_PLAIN.contains(word)) {
      return false;
    }
    if (isString(next)) {
      return BEFORE_A_STRING.contains(word);
    }
    return !next.isSymbol("(") || isPlainCall(word, product);
  }

  private static boolean isPlainCall(String word, Product product) {
    return product == Product.POSTGRESQL
        ? BEFORE_PARENTHESIS.contains(word) && !AGGREGATES.contains(word)
        : BEFORE_PARENTHESIS.contains(word) || PROTECTED_FUNCTIONS.contains(word);
  }

  private static boolean isString(Token token) {
    return token.kind() == Token.Kind.STRING;
  }

  private static Set<String> words(String words) {
    return Set.of(words.strip().split("\\s+"));
  }
}

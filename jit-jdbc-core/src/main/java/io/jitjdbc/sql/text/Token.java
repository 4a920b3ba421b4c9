package io.jitjdbc.sql.text;

import static java.util.Objects.requireNonNull;

/**
 * One word, name, literal or sign of a statement.
 *
 * @param text as written, but quoted identifiers and strings without their quotes and with doubled
 *     quotes made single
 */
public record Token(Kind kind, String text) {

  /** What a token is to every database alike. */
  public enum Kind {
    /** A keyword or an identifier without quotes. */
    WORD,
    QUOTED_IDENTIFIER,
    /** Any literal that is not a plain number; backslashes are kept as written. */
    STRING,
    NUMBER,
    /** In double quotes where the session says whether these hold a string or a name. */
    STRING_OR_NAME,
    /** {@code ?}, on H2 also {@code ?1}. */
    PARAMETER,
    /** {@code @name} or {@code @@name}. */
    VARIABLE,
    /** Operators, brackets and punctuation. */
    SYMBOL;

    boolean literal() {
      return this == STRING || this == NUMBER || this == STRING_OR_NAME;
    }
  }

  public Token {
    requireNonNull(kind);
    requireNonNull(text);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** What it is if its first sign is a parameter, where the driver may read it so. */
  public String withoutMark() {
    return kind == Kind.SYMBOL ? Operators.withoutMark(text) : text;
  }

  /** Could be the name of something. */
  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_IDENTIFIER;
  }

  /** Never shows the value of a literal. */
  @Override
  public String toString() {
    return kind + " " + (kind.literal() ? "?" : text);
  }
}

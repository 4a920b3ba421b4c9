package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.text.Token.Kind;
import java.util.Iterator;
import java.util.List;

/** One statement, read. Immutable; {@link #toString()} shows no literal. */
public final class LexedStatement {
  private static final List<String> QUERIES = List.of("select", "with", "values", "table");

  private final List<Token> tokens;
  private final String canonical;
  private final String redacted;
  private final List<Lexeme> parameters;

  private LexedStatement(
      List<Token> tokens, String canonical, String redacted, List<Lexeme> parameters) {
    this.tokens = List.copyOf(tokens);
    this.canonical = canonical;
    this.redacted = redacted;
    this.parameters = List.copyOf(parameters);
  }

  static LexedStatement of(List<Lexeme> lexemes, Dialect dialect, Limits limits)
      throws LexicalException {
    List<Token> tokens = lexemes.stream().map(Lexeme::token).toList();
    Structure structure = Structure.of(tokens, limits);
    Rewriting rewriting = new Rewriting(tokens, structure);
    CanonicalText canonical = new CanonicalText(rewriting, dialect);
    String text = canonical.write(DriverEscapes.callLength(lexemes));
    List<Lexeme> parameters =
        lexemes.stream().filter(lexeme -> lexeme.token().kind() == Kind.PARAMETER).toList();
    String redacted = RedactedText.of(lexemes, Names.quote(dialect.product()));
    return new LexedStatement(tokens, text, redacted, parameters);
  }

  /** Everything but white space and comments, as written. */
  public List<Token> tokens() {
    return tokens;
  }

  /**
   * A text for the parser, never for the database: whatever the parser reads in it, the database
   * reads in the original. Every literal but a plain number is {@code '…'}, and those that are
   * nothing but values are all the same; names in quotes are spelled for {@link #name(String)};
   * operators that the parser reads differently are a minus.
   */
  public String canonical() {
    return canonical;
  }

  /** For people and records: the statement with {@code ?} in place of every literal. */
  public String redacted() {
    return redacted;
  }

  /** Whether it does nothing but return rows, by the word that it begins with. */
  public boolean isQuery() {
    Token first = tokens.get(0);
    return first.isSymbol("(") || QUERIES.stream().anyMatch(first::isWord);
  }

  /**
   * The text with NULL in place of every parameter, and 1 where MySQL takes nothing but a number.
   *
   * @param sql the text that this was read from
   */
  public String withoutParameters(String sql) {
    StringBuilder text = new StringBuilder();
    Iterator<Lexeme> parameter = parameters.iterator();
    int from = 0;
    for (int i = 0; i < tokens.size() && parameter.hasNext(); i++) {
      if (tokens.get(i).kind() == Kind.PARAMETER) {
        Lexeme next = parameter.next();
        text.append(sql, from, next.start()).append(limits(i) ? "1" : "NULL");
        from = next.end();
      }
    }
    return text.append(sql, from, sql.length()).toString();
  }

  /** Behind LIMIT, LIMIT …, or OFFSET. */
  private boolean limits(int index) {
    return isWord(index - 1, "limit")
        || isWord(index - 1, "offset")
        || (isWord(index - 3, "limit") && tokens.get(index - 1).isSymbol(","));
  }

  private boolean isWord(int index, String word) {
    return index >= 0 && tokens.get(index).isWord(word);
  }

  /** Whether the parser found the call that stands for a string or a name, of its one literal. */
  public static boolean isStringOrName(String canonicalName) {
    return Names.STRING_OR_NAME.equals(canonicalName);
  }

  /** Whether the parser found the call that stands for an empty list of columns. */
  public static boolean isNoColumn(String canonicalName) {
    return Names.NO_COLUMN.equals(canonicalName);
  }

  /** The name that the database sees, from one that the parser found in the canonical text. */
  public static String name(String canonicalName) {
    return Names.decode(canonicalName);
  }

  @Override
  public String toString() {
    return redacted;
  }
}

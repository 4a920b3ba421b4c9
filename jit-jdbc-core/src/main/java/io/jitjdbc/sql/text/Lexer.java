package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;
import static io.jitjdbc.sql.text.LexicalException.unreadable;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.text.Rules.Trait;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a text as the database would, or not at all. Pure; takes time in proportion to the length.
 *
 * <p>Where settings of the session decide how a text is read, it is read in each way, and refused
 * unless all agree or the database itself would refuse the others. So nothing needs to be known
 * about {@code sql_mode} or {@code standard_conforming_strings}.
 */
public final class Lexer {

  private Lexer() {}

  /**
   * One statement; a single semicolon at its end is dropped.
   *
   * @throws LexicalException if it is none, more than one, too large, or could be read in two ways
   */
  public static LexedStatement read(String sql, Dialect dialect) throws LexicalException {
    return read(sql, dialect, Limits.DEFAULT);
  }

  static LexedStatement read(CharSequence sql, Dialect dialect, Limits limits)
      throws LexicalException {
    return LexedStatement.of(lexemes(sql, dialect, limits), dialect, limits);
  }

  /** The same before anybody made sense of it. */
  static List<Lexeme> lexemes(CharSequence sql, Dialect dialect, Limits limits)
      throws LexicalException {
    if (sql.length() > limits.length()) {
      throw refused("the text is longer than " + limits.length() + " characters");
    }
    Letters.check(sql);
    List<Lexeme> lexemes = withoutSemicolon(scan(sql, Rules.of(dialect.product()), limits));
    if (lexemes.isEmpty()) {
      throw unreadable("the text holds no statement");
    }
    List<Lexeme> folded = DriverEscapes.fold(lexemes);
    refuseAdjacentStrings(folded);
    return folded;
  }

  private static List<Lexeme> scan(CharSequence sql, Rules rules, Limits limits)
      throws LexicalException {
    boolean escapes = rules.has(Trait.BACKSLASH_ESCAPES);
    Scanner scanner = new Scanner(sql, rules, escapes, limits);
    List<Lexeme> lexemes = scanner.scan();
    if (scanner.dependsOnSession() && !agrees(lexemes, new Scanner(sql, rules, !escapes, limits))) {
      throw refused("whether a backslash escapes a quote depends on the session; write ''");
    }
    return lexemes;
  }

  private static boolean agrees(List<Lexeme> lexemes, Scanner other) {
    List<Lexeme> read;
    try {
      read = other.scan();
    } catch (LexicalException e) {
      return e.certain();
    }
    if (lexemes.size() != read.size()) {
      return false;
    }
    for (int i = 0; i < read.size(); i++) {
      if (!read.get(i).sameExtent(lexemes.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<Lexeme> withoutSemicolon(List<Lexeme> lexemes) {
    int last = lexemes.size() - 1;
    boolean ended = last >= 0 && lexemes.get(last).token().isSymbol(";");
    return ended ? new ArrayList<>(lexemes.subList(0, last)) : lexemes;
  }

  /** Some readers join two strings side by side, others take the second as an alias. */
  private static void refuseAdjacentStrings(List<Lexeme> lexemes) throws LexicalException {
    for (int i = 1; i < lexemes.size(); i++) {
      if (lexemes.get(i).token().kind() == Token.Kind.STRING
          && lexemes.get(i - 1).token().kind() == Token.Kind.STRING) {
        throw refused("two strings stand side by side; join them or write AS between them");
      }
    }
  }
}

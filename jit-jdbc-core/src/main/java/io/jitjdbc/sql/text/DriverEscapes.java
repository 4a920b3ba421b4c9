package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;

import io.jitjdbc.sql.text.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The escapes of JDBC in braces. {@code {d '…'}}, {@code {t '…'}} and {@code {ts '…'}} are the
 * literals they hold; {@code {call …}} and {@code {? = call …}} are a CALL when they are the whole
 * statement. The other escapes stand for SQL that each driver writes differently, and are refused.
 */
final class DriverEscapes {
  private static final Set<String> TEMPORAL = Set.of("d", "t", "ts");
  private static final int TEMPORAL_LENGTH = 4;

  private DriverEscapes() {}

  static List<Lexeme> fold(List<Lexeme> lexemes) throws LexicalException {
    if (lexemes.stream().noneMatch(lexeme -> lexeme.token().isSymbol("{"))) {
      return lexemes;
    }
    int from = callLength(lexemes);
    int to = from == 0 ? lexemes.size() : lexemes.size() - 1;
    List<Lexeme> folded = new ArrayList<>(lexemes.subList(0, from));
    for (int i = from; i < to; i++) {
      if (lexemes.get(i).token().isSymbol("{")) {
        folded.add(temporal(lexemes, i));
        i += TEMPORAL_LENGTH - 1;
      } else {
        folded.add(lexemes.get(i));
      }
    }
    folded.addAll(lexemes.subList(to, lexemes.size()));
    return folded;
  }

  /** How many tokens come before the routine's name; 0 when this is no call escape. */
  static int callLength(List<Lexeme> lexemes) {
    if (!symbol(lexemes, 0, "{") || !symbol(lexemes, lexemes.size() - 1, "}")) {
      return 0;
    }
    boolean result =
        lexemes.size() > 2
            && lexemes.get(1).token().kind() == Kind.PARAMETER
            && symbol(lexemes, 2, "=");
    int call = result ? 3 : 1;
    return call < lexemes.size() && lexemes.get(call).token().isWord("call") ? call + 1 : 0;
  }

  private static Lexeme temporal(List<Lexeme> lexemes, int index) throws LexicalException {
    boolean temporal =
        index + TEMPORAL_LENGTH <= lexemes.size()
            && TEMPORAL.contains(lexemes.get(index + 1).token().text().toLowerCase(Locale.ROOT))
            && lexemes.get(index + 2).token().kind() == Kind.STRING
            && symbol(lexemes, index + 3, "}");
    if (!temporal) {
      throw refused("of the JDBC escapes only {d}, {t}, {ts} and {call} are read; write plain SQL");
    }
    return new Lexeme(
        lexemes.get(index + 2).token(), lexemes.get(index).start(), lexemes.get(index + 3).end());
  }

  private static boolean symbol(List<Lexeme> lexemes, int index, String symbol) {
    return index >= 0 && index < lexemes.size() && lexemes.get(index).token().isSymbol(symbol);
  }
}

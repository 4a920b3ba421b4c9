package io.jitjdbc.sql.text;

import java.util.List;

/** A statement without its values: what an approver reads and an audit event keeps. */
final class RedactedText {

  private RedactedText() {}

  static String of(List<Lexeme> lexemes, char quote) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lexemes.size(); i++) {
      Token token = lexemes.get(i).token();
      if (i > 0 && spaced(lexemes.get(i - 1), lexemes.get(i))) {
        text.append(' ');
      }
      text.append(shown(token, quote));
    }
    return text.toString();
  }

  private static boolean spaced(Lexeme previous, Lexeme lexeme) {
    return !lexeme.touches(previous)
        || (lexeme.token().kind().literal() && previous.token().isName());
  }

  private static String shown(Token token, char quote) {
    return switch (token.kind()) {
      case STRING, NUMBER, STRING_OR_NAME -> "?";
      case QUOTED_IDENTIFIER -> quoted(token.text(), quote);
      default -> token.text();
    };
  }

  private static String quoted(String name, char quote) {
    String mark = String.valueOf(quote);
    return mark + name.replace(mark, mark + mark) + mark;
  }
}

package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect.Product;

/** Statements that move rows past the result set. Imports are not known, and so do not run. */
final class Exports {

  private Exports() {}

  static boolean match(TokenReader statement, Product product) {
    return switch (product) {
      case POSTGRESQL -> statement.peek().isWord("copy") && copiesOut(statement);
      case H2 ->
          statement.peek().isWord("script")
              || (statement.peek().isWord("backup") && statement.peek(1).isWord("to"));
      default -> false;
    };
  }

  /** TO and FROM are reserved, so the first of them outside of brackets is the direction. */
  private static boolean copiesOut(TokenReader statement) {
    int depth = 0;
    for (int i = 1; !statement.peek(i).text().isEmpty(); i++) {
      Token token = statement.peek(i);
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
      } else if (depth == 0 && (token.isWord("to") || token.isWord("from"))) {
        return token.isWord("to");
      }
    }
    return false;
  }
}

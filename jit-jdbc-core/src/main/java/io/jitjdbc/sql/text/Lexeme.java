package io.jitjdbc.sql.text;

/** A token and the place it has in the text, end exclusive. */
record Lexeme(Token token, int start, int end) {

  boolean touches(Lexeme previous) {
    return previous.end == start;
  }

  boolean sameExtent(Lexeme other) {
    return start == other.start && end == other.end;
  }
}

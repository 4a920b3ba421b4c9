package io.jitjdbc.sql.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Goes through tokens, taking what it expects and leaving everything else. */
final class TokenReader {
  private static final Token NOTHING = new Token(Token.Kind.SYMBOL, "");

  private final List<Token> tokens;
  private int position;

  TokenReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return position >= tokens.size();
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    int place = position + ahead;
    return place < tokens.size() ? tokens.get(place) : NOTHING;
  }

  /** Whether there is a token so far ahead. */
  boolean has(int ahead) {
    return position + ahead < tokens.size();
  }

  Token next() {
    Token token = peek();
    position++;
    return token;
  }

  boolean word(int ahead, Set<String> words) {
    Token token = peek(ahead);
    return token.kind() == Token.Kind.WORD && words.contains(token.text().toUpperCase(Locale.ROOT));
  }

  boolean takeWord(String word) {
    boolean found = peek().isWord(word);
    position += found ? 1 : 0;
    return found;
  }

  boolean takeSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    position += found ? 1 : 0;
    return found;
  }

  boolean takeKind(Token.Kind kind) {
    boolean found = !atEnd() && peek().kind() == kind;
    position += found ? 1 : 0;
    return found;
  }
}

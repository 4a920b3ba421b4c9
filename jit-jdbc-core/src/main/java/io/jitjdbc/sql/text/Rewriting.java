package io.jitjdbc.sql.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tokens of a statement beside the text that the parser is to see for each. */
final class Rewriting {
  private final List<Token> tokens;
  private final Structure structure;
  private final List<String> texts = new ArrayList<>();

  Rewriting(List<Token> tokens, Structure structure) {
    this.tokens = tokens;
    this.structure = structure;
    tokens.forEach(token -> texts.add(token.text()));
  }

  int size() {
    return tokens.size();
  }

  Token token(int index) {
    return tokens.get(index);
  }

  Structure structure() {
    return structure;
  }

  void set(int index, String text) {
    texts.set(index, text);
  }

  /** From {@code start} to before {@code end} the parser is to see nothing. */
  void drop(int start, int end) {
    for (int i = start; i < end; i++) {
      texts.set(i, "");
    }
  }

  boolean word(int index, String word) {
    return within(index) && tokens.get(index).isWord(word);
  }

  boolean words(int index, String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!word(index + i, words[i])) {
        return false;
      }
    }
    return true;
  }

  boolean symbol(int index, String symbol) {
    return within(index) && tokens.get(index).isSymbol(symbol);
  }

  boolean oneOf(int index, Set<String> symbols) {
    return kind(index, Token.Kind.SYMBOL) && symbols.contains(tokens.get(index).text());
  }

  /** Whether it is one of these words, which are given in capitals. */
  boolean anyWord(int index, Set<String> words) {
    return kind(index, Token.Kind.WORD)
        && words.contains(tokens.get(index).text().toUpperCase(Locale.ROOT));
  }

  boolean name(int index) {
    return within(index) && tokens.get(index).isName();
  }

  boolean kind(int index, Token.Kind kind) {
    return within(index) && tokens.get(index).kind() == kind;
  }

  boolean within(int index) {
    return index >= 0 && index < tokens.size();
  }

  /** A word that stands for itself, not as a part of a dotted name. */
  boolean alone(int index) {
    return !symbol(index - 1, ".") && !symbol(index + 1, ".");
  }

  /** One space between any two tokens, none around a dot. */
  String join() {
    return join(0, texts.size());
  }

  String join(int start, int end) {
    StringBuilder text = new StringBuilder();
    boolean glued = true;
    for (int i = start; i < end; i++) {
      boolean dot = symbol(i, ".");
      if (!texts.get(i).isEmpty()) {
        text.append(glued || dot ? "" : " ").append(texts.get(i));
        glued = dot;
      }
    }
    return text.toString();
  }
}

package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;
import static io.jitjdbc.sql.text.LexicalException.unreadable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Which bracket closes which, and in which bracket each token stands. */
final class Structure {
  static final int NONE = -1;

  private final List<Token> tokens;
  private final Limits limits;
  private final int[] partner;
  private final int[] enclosing;
  private final Deque<Integer> open = new ArrayDeque<>();
  private int cases;
  private int parts;

  private Structure(List<Token> tokens, Limits limits) {
    this.tokens = tokens;
    this.limits = limits;
    this.partner = new int[tokens.size()];
    this.enclosing = new int[tokens.size()];
    Arrays.fill(partner, NONE);
  }

  static Structure of(List<Token> tokens, Limits limits) throws LexicalException {
    Structure structure = new Structure(tokens, limits);
    for (int i = 0; i < tokens.size(); i++) {
      structure.visit(i);
    }
    if (!structure.open.isEmpty()) {
      throw unreadable("a bracket is not closed");
    }
    return structure;
  }

  /** The other bracket of a pair; {@link #NONE} for anything else. */
  int partner(int index) {
    return partner[index];
  }

  /** The innermost bracket around a token. */
  int enclosing(int index) {
    return enclosing[index];
  }

  private void visit(int index) throws LexicalException {
    Token token = tokens.get(index);
    if (token.kind() == Token.Kind.SYMBOL) {
      visitSymbol(index, token.text());
    }
    enclosing[index] = open.isEmpty() || open.peek() == index ? NONE : open.peek();
    countCases(index, token);
    countParts(index, token);
  }

  private void visitSymbol(int index, String symbol) throws LexicalException {
    switch (symbol) {
      case "(", "[", "{" -> {
        open.push(index);
        checkDepth();
      }
      case ")" -> close(index, "(");
      case "]" -> close(index, "[");
      case "}" -> close(index, "{");
      case ";" -> throw refused("the text holds more than one statement; send them one by one");
      default -> {}
    }
  }

  private void close(int index, String opening) throws LexicalException {
    if (open.isEmpty() || !tokens.get(open.peek()).isSymbol(opening)) {
      throw unreadable("a bracket closes that was not opened");
    }
    int start = open.pop();
    partner[start] = index;
    partner[index] = start;
  }

  private void countCases(int index, Token token) throws LexicalException {
    if (index > 0 && tokens.get(index - 1).isSymbol(".")) {
      return;
    }
    if (token.isWord("case")) {
      cases++;
      checkDepth();
    } else if (token.isWord("end") && cases > 0) {
      cases--;
    }
  }

  private void countParts(int index, Token token) throws LexicalException {
    if (token.isSymbol(".")) {
      parts++;
    } else if (index == 0 || !tokens.get(index - 1).isSymbol(".")) {
      parts = 1;
    }
    if (parts > limits.nameParts()) {
      throw refused("a name has more than " + limits.nameParts() + " parts");
    }
  }

  private void checkDepth() throws LexicalException {
    if (open.size() + cases > limits.depth()) {
      throw refused("the statement is nested deeper than " + limits.depth() + " levels");
    }
  }
}

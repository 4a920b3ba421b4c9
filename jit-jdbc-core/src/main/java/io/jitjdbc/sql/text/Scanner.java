package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;
import static io.jitjdbc.sql.text.LexicalException.unreadable;

import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.text.Rules.Trait;
import io.jitjdbc.sql.text.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** One reading of a text: from characters to tokens, once from left to right. */
final class Scanner {
  private final Cursor cursor;
  private final Rules rules;
  private final Limits limits;
  private final Comments comments;
  private final Quotes quotes;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int squareBrackets;

  Scanner(CharSequence text, Rules rules, boolean backslashEscapes, Limits limits) {
    this.cursor = new Cursor(text);
    this.rules = rules;
    this.limits = limits;
    this.comments = new Comments(cursor, rules);
    this.quotes = new Quotes(cursor, rules, backslashEscapes);
  }

  List<Lexeme> scan() throws LexicalException {
    skipComments();
    while (!cursor.atEnd()) {
      if (lexemes.size() >= limits.tokens()) {
        throw refused("the statement has more than " + limits.tokens() + " tokens");
      }
      int start = cursor.position();
      Token token = next();
      lexemes.add(new Lexeme(token, start, cursor.position()));
      checkBrackets(token, start);
      skipComments();
    }
    return lexemes;
  }

  /** Whether the session's settings could make this another text. */
  boolean dependsOnSession() {
    return quotes.backslashSeen() && rules.has(Trait.BACKSLASH_OF_SESSION);
  }

  private Token next() throws LexicalException {
    char c = cursor.peek();
    if (Letters.wordStart(c)) {
      return Words.read(cursor, rules, quotes);
    }
    if (Letters.digit(c) || (c == '.' && Letters.digit(cursor.peek(1)))) {
      if ((c == '.' && touchesOperand()) || touches(".")) {
        throw refused("a digit follows a dot or a name; put the name in quotes");
      }
      return Numbers.read(cursor, rules);
    }
    return switch (c) {
      case '\'' -> new Token(Kind.STRING, quotes.plainString());
      case '"' -> doubleQuoted();
      case '`' -> backTicked();
      case '$' -> dollar();
      case '@' -> rules.has(Trait.VARIABLES) ? variable() : symbol();
      case '?' -> mark();
      default -> symbol();
    };
  }

  private Token doubleQuoted() throws LexicalException {
    if (rules.has(Trait.BACKTICK_NAMES)) {
      return new Token(Kind.STRING_OR_NAME, quotes.stringOrName());
    }
    return new Token(Kind.QUOTED_IDENTIFIER, quotes.name());
  }

  private Token backTicked() throws LexicalException {
    if (!rules.has(Trait.BACKTICK_NAMES)) {
      throw refused("a back-tick quotes no name here; use double quotes");
    }
    return new Token(Kind.QUOTED_IDENTIFIER, quotes.name());
  }

  private Token dollar() throws LexicalException {
    if (rules.has(Trait.TAGGED_DOLLAR_QUOTES) || rules.has(Trait.DOLLAR_QUOTES)) {
      return new Token(Kind.STRING, quotes.dollarString());
    }
    throw refused("'$' starts no name here; put the name in quotes");
  }

  private Token variable() throws LexicalException {
    int start = cursor.position();
    cursor.skip(cursor.at("@@") ? 2 : 1);
    if (!Letters.wordStart(cursor.peek())) {
      throw refused("'@' is not followed by a plain name");
    }
    while (Letters.word(cursor.peek())) {
      cursor.skip(1);
    }
    Words.checkEnd(cursor);
    return new Token(Kind.VARIABLE, cursor.since(start));
  }

  private Token mark() throws LexicalException {
    if (cursor.at("??")) {
      return symbol();
    }
    String operator = rules.has(Trait.OPERATOR_RUNS) ? Operators.readMarked(cursor) : "";
    return operator.isEmpty() ? parameter() : new Token(Kind.SYMBOL, operator);
  }

  private Token parameter() throws LexicalException {
    int start = cursor.position();
    cursor.skip(1);
    while (rules.has(Trait.NUMBERED_PARAMETERS) && Letters.digit(cursor.peek())) {
      cursor.skip(1);
    }
    char c = cursor.peek();
    boolean operator = (c == '|' || c == '&') && cursor.peek(1) != c;
    if (Letters.word(c) || c == '\'' || c == '"' || operator || c == '#') {
      throw refused("'?' touches what follows it; add a space, or write the operator '??'");
    }
    return new Token(Kind.PARAMETER, cursor.since(start));
  }

  private Token symbol() throws LexicalException {
    char c = cursor.peek();
    if (c == '\\' && rules.product() == Product.POSTGRESQL) {
      throw unreadable("a backslash stands outside of a string");
    }
    if (c > '~') {
      throw refused("a letter or space outside of ASCII; put the name in quotes");
    }
    if (c == '.' && !touchesOperand()) {
      throw refused("a dot does not follow a name at once; remove the space");
    }
    String operator = Operators.read(cursor, rules);
    if (!operator.isEmpty()) {
      return operator(operator);
    }
    boolean square = c == '[' || c == ']' || c == ':';
    if ("(),;.{}".indexOf(c) < 0 && !(square && rules.has(Trait.SQUARE_BRACKETS))) {
      throw refused("the character " + c + " has no place here");
    }
    cursor.skip(1);
    return new Token(Kind.SYMBOL, String.valueOf(c));
  }

  private Token operator(String operator) throws LexicalException {
    if ((operator.equals("*") && cursor.peek() == '/') || cursor.at("*/")) {
      throw refused("'*/' closes no comment");
    }
    if (operator.equals("/") && cursor.peek() == '/') {
      throw refused("'//' is a comment to some readers");
    }
    return new Token(Kind.SYMBOL, operator);
  }

  private void skipComments() throws LexicalException {
    int start = cursor.position();
    comments.skip();
    checkHidden(cursor.since(start));
  }

  private void checkBrackets(Token token, int start) throws LexicalException {
    if (token.isSymbol("[")) {
      squareBrackets++;
    } else if (token.isSymbol("]")) {
      squareBrackets = Math.max(0, squareBrackets - 1);
    } else if (cursor.position() - start > 1) {
      checkHidden(token.text());
    }
  }

  /** A bracket that one reader sees in a literal closes a quoted name for another. */
  private void checkHidden(String text) throws LexicalException {
    if (squareBrackets > 0 && rules.has(Trait.BRACKETS_MAY_QUOTE) && text.indexOf(']') >= 0) {
      throw refused("a closing bracket stands in a literal or comment within brackets");
    }
  }

  private boolean touchesOperand() {
    if (lexemes.isEmpty()) {
      return false;
    }
    Lexeme last = lexemes.get(lexemes.size() - 1);
    Token token = last.token();
    return last.end() == cursor.position()
        && (token.isName()
            || token.kind() == Kind.VARIABLE
            || token.isSymbol(")")
            || token.isSymbol("]"));
  }

  private boolean touches(String symbol) {
    return !lexemes.isEmpty()
        && lexemes.get(lexemes.size() - 1).end() == cursor.position()
        && lexemes.get(lexemes.size() - 1).token().isSymbol(symbol);
  }
}

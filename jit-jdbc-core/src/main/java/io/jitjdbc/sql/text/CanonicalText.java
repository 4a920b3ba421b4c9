package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Dialect.Folding;
import io.jitjdbc.sql.Dialect.Product;

/** Spells each token so that the parser reads what the database reads. */
final class CanonicalText {
  private final Rewriting text;
  private final Dialect dialect;
  private final PlainValues plainValues;

  CanonicalText(Rewriting text, Dialect dialect) {
    this.text = text;
    this.dialect = dialect;
    this.plainValues = new PlainValues(text);
  }

  /**
   * @param callLength how many tokens of a call escape stand before the routine's name; else 0
   */
  String write(int callLength) throws LexicalException {
    for (int i = 0; i < text.size(); i++) {
      text.set(i, spelled(i));
    }
    new Idioms(text, dialect.product(), plainValues).apply();
    switch (dialect.product()) {
      case POSTGRESQL -> new PostgreSqlIdioms(text, plainValues).apply();
      case H2 -> new H2Idioms(text, plainValues).apply();
      case MARIADB, MYSQL, GENERIC -> {}
    }
    if (callLength > 0) {
      text.drop(0, callLength);
      text.set(0, "CALL");
      text.set(text.size() - 1, "");
    }
    return text.join();
  }

  private String spelled(int index) throws LexicalException {
    Token token = text.token(index);
    return switch (token.kind()) {
      case WORD -> mustQuote(index) ? quoted(folded(token)) : token.text();
      case QUOTED_IDENTIFIER -> quoted(token.text());
      case STRING -> plainValues.contain(index) ? "''" : string(token.text());
      case STRING_OR_NAME -> stringOrName(index);
      case NUMBER -> plainValues.contain(index) ? "0" : number(token.text());
      case PARAMETER -> parameter(index);
      case VARIABLE -> token.text();
      case SYMBOL -> symbol(index);
    };
  }

  /** The parser ends a word at a dollar, and reserves words that these databases do not. */
  private boolean mustQuote(int index) {
    String word = text.token(index).text();
    if (word.indexOf('$') >= 0) {
      return true;
    }
    if (dialect.product() == Product.GENERIC || text.symbol(index + 1, "(")) {
      return false;
    }
    boolean isName =
        text.symbol(index - 1, ".") || (text.word(index - 1, "as") && !text.word(index, "not"));
    boolean noType = dialect.product() != Product.H2 && word.equalsIgnoreCase("number");
    boolean noDelta = dialect.product() == Product.POSTGRESQL && word.equalsIgnoreCase("final");
    return noType
        || noDelta
        || ParserWords.onlyForTheParser(word)
        || (isName && ParserWords.reserved(word));
  }

  private String folded(Token word) {
    Folding folding = dialect.unquoted();
    return folding == Folding.INSENSITIVE ? word.text() : folding.fold(word.text());
  }

  private String quoted(String name) {
    char quote = Names.quote(dialect.product());
    return quote + Names.encode(name) + quote;
  }

  /** A backslash may or may not escape for the parser, so it sees none. */
  private static String string(String value) {
    return '\'' + value.replace("'", "''").replace('\\', '/') + '\'';
  }

  /**
   * A call that no text can spell: only where both readings are an expression does the parser take
   * it.
   */
  private String stringOrName(int index) throws LexicalException {
    String written = text.token(index).text();
    if (text.word(index - 1, "as")) {
      Letters.checkName(written);
      return quoted(written);
    }
    if (text.word(index - 1, "separator")) {
      return string(written);
    }
    if (text.symbol(index - 1, ".") || text.symbol(index + 1, ".") || text.symbol(index + 1, "(")) {
      throw refused("double quotes hold a name or a string as sql_mode says; use `…`");
    }
    return Names.STRING_OR_NAME + "(" + string(Names.encode(written)) + ")";
  }

  private static String number(String digits) {
    String number = digits.startsWith(".") ? '0' + digits : digits;
    int dot = number.indexOf('.');
    boolean bare = dot >= 0 && (dot + 1 == number.length() || !digit(number, dot + 1));
    return bare ? number.substring(0, dot + 1) + '0' + number.substring(dot + 1) : number;
  }

  private static boolean digit(String text, int index) {
    return Letters.digit(text.charAt(index));
  }

  /** Without a prepared statement the driver leaves {@code ?} in place, and it is an operator. */
  private String parameter(int index) {
    if (dialect.product() != Product.POSTGRESQL) {
      return text.token(index).text();
    }
    boolean operandAfter = index + 1 < text.size() && text.token(index + 1).kind().literal();
    return operandAfter || (index > 0 && operand(index - 1)) ? "-" : "?";
  }

  private boolean operand(int index) {
    Token token = text.token(index);
    return switch (token.kind()) {
      case STRING, NUMBER, QUOTED_IDENTIFIER -> true;
      case WORD -> mustQuote(index);
      case SYMBOL -> token.isSymbol(")") || token.isSymbol("]");
      case PARAMETER, VARIABLE, STRING_OR_NAME -> false;
    };
  }

  private String symbol(int index) throws LexicalException {
    String symbol = text.token(index).text();
    if (symbol.equals(":")) {
      return colon(index);
    }
    if ("(),;.{}[]".contains(symbol)) {
      return symbol;
    }
    String operator = Operators.canonical(dialect.product(), symbol);
    boolean quantified =
        text.word(index + 1, "any") || text.word(index + 1, "some") || text.word(index + 1, "all");
    return quantified && operator.equals("-") ? "<>" : operator;
  }

  /** In a slice it parts two operands; in a JSON constructor, key and value. */
  private String colon(int index) throws LexicalException {
    int bracket = text.structure().enclosing(index);
    if (text.symbol(bracket, "[")) {
      boolean open = text.symbol(index - 1, "[");
      boolean closed = text.symbol(index + 1, "]");
      return open || closed ? "" : "-";
    }
    boolean json =
        text.word(bracket - 1, "json_object") || text.word(bracket - 1, "json_objectagg");
    if (bracket == Structure.NONE || !json) {
      throw refused("':' starts no parameter here; the parameters of JDBC are '?'");
    }
    return ":";
  }
}

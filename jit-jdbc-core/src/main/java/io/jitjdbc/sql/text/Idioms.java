package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.text.Token.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * Says in standard SQL what a product says in its own way, where the parser would misread it or
 * give up. Applied to the parser's text only.
 */
final class Idioms {
  private static final Set<String> SELECT_MODIFIERS =
      Set.of(
          "HIGH_PRIORITY",
          "SQL_BIG_RESULT",
          "SQL_SMALL_RESULT",
          "SQL_CALC_FOUND_ROWS",
          "STRAIGHT_JOIN");
  private static final Set<String> BEFORE_AN_OPERAND =
      Set.of(
          "SELECT",
          "DISTINCT",
          "WHERE",
          "AND",
          "OR",
          "NOT",
          "ON",
          "BY",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "LIKE",
          "BETWEEN");
  private static final Set<String> OPERATORS_BEFORE =
      Set.of("=", "<", ">", "<=", ">=", "<>", "!=", "(", ",");
  private static final Set<String> SET_OPERATIONS = Set.of("UNION", "ALL", "EXCEPT", "INTERSECT");
  private static final Set<String> INTRODUCERS = Set.of("_UTF8MB4", "_UTF8", "_LATIN1", "_BINARY");
  private static final Set<String> MISREAD_FUNCTIONS =
      Set.of("CONVERT", "TRY_CONVERT", "SAFE_CONVERT");

  private final Rewriting text;
  private final Product product;
  private final boolean mysql;
  private final PlainValues plainValues;
  private final MySqlClauses clauses;

  Idioms(Rewriting text, Product product, PlainValues plainValues) {
    this.text = text;
    this.plainValues = plainValues;
    this.clauses = new MySqlClauses(text);
    this.product = product;
    this.mysql = product == Product.MYSQL || product == Product.MARIADB;
  }

  void apply() {
    for (int i = 0; i < text.size(); i++) {
      if (text.token(i).kind() == Kind.WORD) {
        conversion(i);
        table(i);
        if (mysql) {
          lock(i);
          modifiers(i);
          modulo(i);
          binary(i);
          introducer(i);
          characterSet(i);
          clauses.apply(i, upper(i));
        }
      }
    }
    if (product == Product.H2) {
      new Deltas(text).apply();
    }
  }

  /** The parser takes the first operand of CONVERT for the name of a type. */
  private void conversion(int index) {
    if (!text.symbol(index + 1, "(") || !MISREAD_FUNCTIONS.contains(upper(index))) {
      return;
    }
    int end = text.structure().partner(index + 1);
    int separator = separator(index + 1, end);
    boolean casts = mysql || product == Product.H2;
    if (casts
        && separator != Structure.NONE
        && text.word(index, "convert")
        && type(separator, end)) {
      text.set(index, "CAST");
      text.set(separator, isWholeText(separator, end) ? "AS CHAR" : "AS DECIMAL");
      text.drop(separator + 1, end);
    } else {
      char quote = Names.quote(product);
      text.set(index, quote + text.token(index).text() + quote);
    }
  }

  /** Every value has a text; whether it has a value of any other type is all the same. */
  private boolean isWholeText(int separator, int end) {
    return text.symbol(separator, ",")
        && separator + 2 == end
        && (text.word(separator + 1, "char") || text.word(separator + 1, "varchar"));
  }

  /** The one comma or USING between the two operands. */
  private int separator(int open, int close) {
    int found = Structure.NONE;
    for (int i = open + 1; i < close; i++) {
      boolean separates = text.symbol(i, ",") || text.word(i, "using");
      if (separates && text.structure().enclosing(i) == open) {
        if (found != Structure.NONE) {
          return Structure.NONE;
        }
        found = i;
      }
    }
    return found;
  }

  private boolean type(int separator, int end) {
    for (int i = separator + 1; i < end; i++) {
      Token token = text.token(i);
      boolean sign = token.isSymbol("(") || token.isSymbol(")") || token.isSymbol(",");
      if (token.kind() != Kind.WORD && token.kind() != Kind.NUMBER && !sign) {
        return false;
      }
    }
    return text.name(separator + 1);
  }

  /** {@code (TABLE t)} is a table named TABLE to the parser. */
  private void table(int index) {
    boolean whole = text.name(index + 1) && !text.kind(index + 2, Kind.STRING);
    if (text.word(index, "table") && whole && mayBegin(index)) {
      text.set(index, "SELECT * FROM");
    }
  }

  private boolean mayBegin(int index) {
    return index == 0 || text.symbol(index - 1, "(") || SET_OPERATIONS.contains(upper(index - 1));
  }

  private void lock(int index) {
    if (text.words(index, "lock", "in", "share", "mode") && text.alone(index)) {
      text.set(index, "FOR SHARE");
      text.drop(index + 1, index + 4);
    }
  }

  private void modifiers(int index) {
    if (!text.word(index, "select")) {
      return;
    }
    for (int i = index + 1; SELECT_MODIFIERS.contains(upper(i)); i++) {
      text.set(i, "");
    }
  }

  private void modulo(int index) {
    if (text.word(index, "mod") && !text.symbol(index + 1, "(") && text.alone(index)) {
      text.set(index, "%");
    }
  }

  /** As a prefix it compares bytes; the value stays derived from its operand. */
  private void binary(int index) {
    if (!text.word(index, "binary")) {
      return;
    }
    boolean prefix =
        BEFORE_AN_OPERAND.contains(upper(index - 1))
            || (text.within(index - 1) && OPERATORS_BEFORE.contains(text.token(index - 1).text()));
    boolean operand =
        text.name(index + 1)
            || text.kind(index + 1, Kind.STRING)
            || text.kind(index + 1, Kind.STRING_OR_NAME)
            || text.kind(index + 1, Kind.PARAMETER);
    if (prefix && operand) {
      text.set(index, "-");
    }
  }

  private void introducer(int index) {
    if (text.kind(index + 1, Kind.STRING) && INTRODUCERS.contains(upper(index))) {
      text.set(index, "");
      if (plainValues.contain(index + 1, index - 1)) {
        text.set(index + 1, "''");
      }
    }
  }

  /** Every character that a text may have has its place in these, so nothing can fail. */
  private void characterSet(int index) {
    int type = text.symbol(index - 1, ")") ? text.structure().partner(index - 1) - 1 : index - 1;
    boolean unicode = upper(index + 1).startsWith("UTF8") && text.symbol(index + 2, ")");
    if (text.word(index, "charset") && text.word(type, "char") && unicode) {
      text.drop(index, index + 2);
    }
  }

  private String upper(int index) {
    boolean word = text.within(index) && text.token(index).kind() == Kind.WORD;
    return word ? text.token(index).text().toUpperCase(Locale.ROOT) : "";
  }
}

package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;

import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.text.Rules.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operators of each product. One that is not built in may run any function, and is refused.
 *
 * <p>For the parser an operator is only what joins its operands. So one that the parser reads
 * differently, or not at all, becomes a minus, which is both an infix and a prefix operator: no
 * operand can turn into an alias or into the parameter of a lambda.
 */
final class Operators {
  private static final String NEUTRAL = "-";
  private static final String RUN = "+-*/<>=~!@#%^&|";
  private static final String LET_RUN_END_IN_SIGN = "~!@#%^&|?";

  private static final Set<String> KEPT =
      Set.of("=", "<", ">", "<=", ">=", "<>", "!=", "+", "-", "*", "/", "%", "||", "<=>");

  private static final Set<String> POSTGRESQL =
      Set.of(
          ("= < > <= >= <> != + - * / % || ^ & | # ~ << >> && @> <@ -> ->> #> #>> #- ? ?| ?& @? @@"
                  + " @@@ ~~ ~~* !~~ !~~* ~* !~ !~* <-> ^@ &< &> -|- <<| |>> &<| |&> <^ >^ ?- ?# ?-|"
                  + " ?|| ## @-@ ~= |/ ||/ @ !! <<= >>= => *= *<> *< *> *<= *>= ~<~ ~<=~ ~>=~ ~>~")
              .split(" "));

  /** Longest first: the first that fits is taken. */
  private static final Map<Product, List<String>> FIXED =
      Map.of(
          Product.H2,
          list("<> <= >= != || && !~ :: := => = < > + - * / % ~"),
          Product.MYSQL,
          list("->> <=> -> <= >= <> != << >> || && := = < > + - * / % & | ^ ~ !"),
          Product.MARIADB,
          list("<=> <= >= <> != << >> || && := = < > + - * / % & | ^ ~ !"),
          Product.GENERIC,
          list("<= >= <> != || = < > + - * / %"));

  /**
   * The driver takes the mark for a parameter where it prepares, and for a part of the operator
   * where it does not. Longest first.
   */
  private static final List<String> MARKED = List.of("?-|", "?|", "?&", "?#");

  private Operators() {}

  /**
   * Takes an operator that begins with a mark, or nothing and answers the empty string. Read as a
   * parameter and another operator, it joins the same operands.
   */
  static String readMarked(Cursor cursor) {
    for (String operator : MARKED) {
      char next = cursor.peek(operator.length());
      if (cursor.at(operator) && (next == Cursor.END || (RUN + "?").indexOf(next) < 0)) {
        cursor.skip(operator.length());
        return operator;
      }
    }
    return "";
  }

  /** What the operator is where its mark is a parameter. */
  static String withoutMark(String operator) {
    return operator.startsWith("?") ? operator.substring(1) : operator;
  }

  /** Takes one operator, or nothing and answers the empty string. */
  static String read(Cursor cursor, Rules rules) throws LexicalException {
    if (rules.has(Trait.OPERATOR_RUNS)) {
      return readRun(cursor);
    }
    for (String operator : FIXED.getOrDefault(rules.product(), List.of())) {
      if (cursor.at(operator)) {
        cursor.skip(operator.length());
        return operator;
      }
    }
    return "";
  }

  /** How the parser is to see it. */
  static String canonical(Product product, String operator) {
    return switch (operator) {
      case "&&" -> product == Product.MYSQL || product == Product.MARIADB ? "AND" : NEUTRAL;
      case ":=" -> product == Product.POSTGRESQL ? "=>" : operator;
      case "::", "=>" -> operator;
      default -> KEPT.contains(operator) ? operator : NEUTRAL;
    };
  }

  private static String readRun(Cursor cursor) throws LexicalException {
    for (String mark : List.of("::", ":=")) {
      if (cursor.at(mark)) {
        cursor.skip(mark.length());
        return mark;
      }
    }
    int length = runLength(cursor);
    if (length == 0) {
      return "";
    }
    int start = cursor.position();
    cursor.skip(length);
    String operator = cursor.since(start).replace("??", "?");
    if (!POSTGRESQL.contains(operator)) {
      throw refused("the operator " + operator + " is not built in");
    }
    return operator;
  }

  /** A run of signs ends before a comment, and before a sign that belongs to a number. */
  private static int runLength(Cursor cursor) {
    int length = 0;
    boolean signMayEnd = false;
    while (inRun(cursor, length)) {
      boolean escapedMark = cursor.peek(length) == '?';
      signMayEnd |= LET_RUN_END_IN_SIGN.indexOf(cursor.peek(length)) >= 0;
      length += escapedMark ? 2 : 1;
    }
    while (length > 1 && !signMayEnd && "+-".indexOf(cursor.peek(length - 1)) >= 0) {
      length--;
    }
    return length;
  }

  private static boolean inRun(Cursor cursor, int ahead) {
    char c = cursor.peek(ahead);
    char next = cursor.peek(ahead + 1);
    if ((c == '-' && next == '-') || (c == '/' && next == '*')) {
      return false;
    }
    return c == '?' ? next == '?' : c != Cursor.END && RUN.indexOf(c) >= 0;
  }

  private static List<String> list(String operators) {
    return List.of(operators.split(" "));
  }
}

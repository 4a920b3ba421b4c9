package io.jitjdbc.sql.text;

import io.jitjdbc.sql.text.Token.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * What PostgreSQL alone says, in words that the parser knows. Only such parts are left out as can
 * hold no column: types of literals, labels and operators.
 */
final class PostgreSqlIdioms {
  /** Behind these words comes an operand, so none of them is the type of the literal it is. */
  private static final Set<String> BEFORE_AN_OPERAND =
      words(
          """
          ALL AND ANY BETWEEN BOTH BY CASE CONTENT DEFAULT DISTINCT DOCUMENT ELSE ESCAPE FOR FROM
          HAVING ILIKE IN KEY LEADING LIKE LIMIT NESTED NOT OFFSET ON OR PASSING PLACING RETURN RETURNING
          SELECT SIMILAR SOME SYMMETRIC THEN TO TRAILING UESCAPE USING VALUE VARIADIC WHEN WHERE
          ZONE
          """);

  /** The parser reads these itself, and what stands behind them besides. */
  private static final Set<String> READ_BY_THE_PARSER =
      words("DATE TIME TIMESTAMP TIMESTAMPTZ INTERVAL");

  private static final Set<String> MEASURED =
      words("BIT BPCHAR CHAR CHARACTER DEC DECIMAL NUMERIC TIME TIMESTAMP VARCHAR");

  private static final Set<String> NORMAL_FORMS = words("NFC NFD NFKC NFKD");
  private static final Set<String> NAMED_XML = words("XMLELEMENT XMLPI");
  private static final Set<String> SUBSTRING_SEPARATORS = words("FOR SIMILAR ESCAPE");

  private final Rewriting text;
  private final PlainValues plainValues;
  private final PostgreSqlClauses clauses;
  private final XmlIdioms xml;
  private final EmptySelects emptySelects;

  PostgreSqlIdioms(Rewriting text, PlainValues plainValues) {
    this.text = text;
    this.plainValues = plainValues;
    clauses = new PostgreSqlClauses(text);
    xml = new XmlIdioms(text);
    emptySelects = new EmptySelects(text);
  }

  void apply() {
    for (int i = 0; i < text.size(); i++) {
      if (text.token(i).isName()) {
        typedLiteral(i);
      }
      if (text.kind(i, Kind.WORD)) {
        measuredLiteral(i);
        variadic(i);
        sortOperator(i);
        collationFor(i);
        document(i);
        normalForm(i);
        escape(i);
        collation(i);
        path(i);
        substring(i);
        xmlName(i);
        qualifiedOperator(i);
        clauses.apply(i);
        xml.apply(i);
        emptySelects.apply(i);
      }
      dimensions(i);
    }
  }

  /** {@code type '…'}: no column stands right before a string. */
  private void typedLiteral(int index) {
    boolean quoted = text.kind(index, Kind.QUOTED_IDENTIFIER);
    boolean type = quoted || !(BEFORE_AN_OPERAND.contains(upper(index)) || isRead(index));
    if (!type || !text.kind(index + 1, Kind.STRING)) {
      return;
    }
    int first = text.symbol(index - 1, ".") && text.name(index - 2) ? index - 2 : index;
    if (operandMayBegin(first)) {
      text.drop(first, index + 1);
      if (plainValues.contain(index + 1, first - 1)) {
        text.set(index + 1, "''");
      }
    }
  }

  /** {@code type(n) '…'}, for the types that take a length. */
  private void measuredLiteral(int index) {
    if (!text.symbol(index + 1, "(") || !text.anyWord(index, MEASURED)) {
      return;
    }
    int close = text.structure().partner(index + 1);
    int string = text.words(close + 2, "time", "zone") ? close + 4 : close + 1;
    boolean isLength = close == index + 3 && text.kind(index + 2, Kind.NUMBER);
    if (isLength && text.kind(string, Kind.STRING) && operandMayBegin(index)) {
      text.drop(index, string);
    }
  }

  private boolean isRead(int index) {
    return READ_BY_THE_PARSER.contains(upper(index)) && text.alone(index);
  }

  private boolean operandMayBegin(int index) {
    return text.kind(index - 1, Kind.SYMBOL)
        ? !text.symbol(index - 1, ")")
            && !text.symbol(index - 1, "]")
            && !text.symbol(index - 1, ".")
        : BEFORE_AN_OPERAND.contains(upper(index - 1));
  }

  private void variadic(int index) {
    boolean argument = text.symbol(index - 1, "(") || text.symbol(index - 1, ",");
    if (argument && text.word(index, "variadic")) {
      text.set(index, "");
    }
  }

  /** {@code ORDER BY a USING <}. */
  private void sortOperator(int index) {
    boolean sorts = text.word(index, "using") && text.kind(index + 1, Kind.SYMBOL);
    if (sorts && !text.symbol(index + 1, "(")) {
      text.drop(index, index + 2);
    }
  }

  private void collationFor(int index) {
    if (text.words(index, "collation", "for") && text.symbol(index + 2, "(")) {
      text.set(index, "pg_collation_for");
      text.set(index + 1, "");
    }
  }

  /** {@code IS DOCUMENT} and {@code IS NFC NORMALIZED} answer for every value, as IS NULL does. */
  private void document(int index) {
    if (!text.word(index, "is")) {
      return;
    }
    int asked = text.word(index + 1, "not") ? index + 2 : index + 1;
    int normalized = text.anyWord(asked, NORMAL_FORMS) ? asked + 1 : asked;
    if (text.word(asked, "document")) {
      text.set(asked, "NULL");
    } else if (text.word(normalized, "normalized")) {
      text.set(asked, "");
      text.set(normalized, "NULL");
    }
  }

  /** {@code NORMALIZE(value, NFC)}: a word for the form, and no column. */
  private void normalForm(int index) {
    int open = text.structure().enclosing(index);
    boolean isForm =
        text.symbol(index - 1, ",")
            && text.anyWord(index, NORMAL_FORMS)
            && open != Structure.NONE
            && text.word(open - 1, "normalize")
            && text.structure().partner(open) == index + 1;
    if (isForm) {
      text.set(index, "''");
    }
  }

  /** {@code ESCAPE '…'::type}: what escapes is a value of whatever type. */
  private void escape(int index) {
    if (text.word(index, "escape")
        && text.kind(index + 1, Kind.STRING)
        && text.symbol(index + 2, "::")
        && text.kind(index + 3, Kind.WORD)) {
      text.drop(index + 2, index + 4);
    }
  }

  /** {@code value::type COLLATE name} is the value, in any order; the parser knows no such cast. */
  private void collation(int index) {
    boolean ofCast =
        text.word(index, "collate")
            && text.name(index + 1)
            && !text.symbol(index + 2, ".")
            && text.kind(index - 1, Kind.WORD)
            && text.symbol(index - 2, "::");
    if (ofCast) {
      text.drop(index, index + 2);
    }
  }

  /** The parser knows the word, but not as a type; another of its kind says as much. */
  private void path(int index) {
    if (text.word(index, "path") && text.symbol(index - 1, "::")) {
      text.set(index, "polygon");
    }
  }

  private void substring(int index) {
    int bracket = text.structure().enclosing(index);
    boolean part = bracket != Structure.NONE && text.word(bracket - 1, "substring");
    boolean whole = part && text.alone(index) && !hasFrom(bracket);
    if (whole && SUBSTRING_SEPARATORS.contains(upper(index))) {
      text.set(index, ",");
    }
  }

  private boolean hasFrom(int bracket) {
    for (int i = bracket + 1; i < text.structure().partner(bracket); i++) {
      if (text.word(i, "from") && text.structure().enclosing(i) == bracket) {
        return true;
      }
    }
    return false;
  }

  /** {@code XMLELEMENT(NAME label, …)}. */
  private void xmlName(int index) {
    boolean named =
        NAMED_XML.contains(upper(index))
            && text.symbol(index + 1, "(")
            && text.word(index + 2, "name")
            && text.name(index + 3);
    if (named) {
      text.set(index + 2, "");
      text.set(index + 3, "''");
    }
  }

  /** {@code OPERATOR(pg_catalog.+)} is what the operator is. */
  private void qualifiedOperator(int index) {
    boolean qualified =
        text.word(index, "operator")
            && text.symbol(index + 1, "(")
            && text.word(index + 2, "pg_catalog")
            && text.symbol(index + 3, ".")
            && text.structure().partner(index + 1) == index + 5;
    if (qualified && text.kind(index + 4, Kind.SYMBOL)) {
      text.drop(index, index + 4);
      text.set(index + 5, "");
    }
  }

  /** An array type has any number of dimensions, all of them the same. */
  private void dimensions(int index) {
    boolean more = text.symbol(index - 1, "]") && text.symbol(index, "[");
    if (more && empty(text.structure().partner(index - 1)) && empty(index)) {
      text.drop(index, text.structure().partner(index) + 1);
    }
  }

  private boolean empty(int bracket) {
    int behind = text.symbol(bracket + 1, ":") ? bracket + 2 : bracket + 1;
    return text.structure().partner(bracket) == behind;
  }

  private String upper(int index) {
    return text.kind(index, Kind.WORD) ? text.token(index).text().toUpperCase(Locale.ROOT) : "";
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }
}

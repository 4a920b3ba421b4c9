package io.jitjdbc.sql.text;

import io.jitjdbc.sql.text.Token.Kind;
import java.util.Locale;
import java.util.Set;

/** What H2 alone says, in words that the parser knows; nothing that could hold a column goes. */
final class H2Idioms {
  private static final Set<String> TYPES = Set.of("GEOMETRY", "JSON", "UUID");
  private static final Set<String> FUNCTIONS_OF_A_UNIT =
      Set.of("DATE_TRUNC", "DATEADD", "DATE_ADD", "DATEDIFF", "TIMESTAMPADD", "TIMESTAMPDIFF");
  private static final Set<String> UNITS =
      Set.of(
          "MILLENNIUM",
          "CENTURY",
          "DECADE",
          "ISO_YEAR",
          "ISO_WEEK",
          "ISO_WEEK_YEAR",
          "MILLISECONDS",
          "MICROSECONDS",
          "NANOSECONDS");

  private static final Set<String> KINDS_OF_JSON = Set.of("VALUE", "ARRAY", "OBJECT", "SCALAR");
  private static final Set<String> QUANTIFIERS = Set.of("ANY", "ALL", "SOME");
  private static final Set<String> ENDS = Set.of("FIRST", "LAST");
  private static final Set<String> TIMES = Set.of("TIME", "TIMESTAMP");
  private static final Set<String> ZONES = Set.of("WITH", "WITHOUT");

  private final Rewriting text;
  private final PlainValues plainValues;
  private final EmptySelects emptySelects;

  H2Idioms(Rewriting text, PlainValues plainValues) {
    this.text = text;
    this.plainValues = plainValues;
    emptySelects = new EmptySelects(text);
  }

  void apply() {
    for (int i = 0; i < text.size(); i++) {
      if (text.kind(i, Kind.WORD)) {
        typedLiteral(i);
        format(i);
        ofTypes(i);
        unit(i);
        json(i);
        distinctFromSome(i);
        endOfWindow(i);
        lengthOfTime(i);
        emptySelects.apply(i);
      }
    }
  }

  /** H2 takes such a name for the type of the string behind it, whatever columns there are. */
  private void typedLiteral(int index) {
    boolean typed = text.kind(index + 1, Kind.STRING) && !text.symbol(index - 1, ".");
    if (typed && TYPES.contains(upper(index))) {
      text.set(index, "");
      if (plainValues.contain(index + 1, index - 1)) {
        text.set(index + 1, "''");
      }
    }
  }

  /** {@code '…' FORMAT JSON}; behind a value it can be no column. */
  private void format(int index) {
    boolean behindValue =
        text.kind(index - 1, Kind.STRING)
            || text.kind(index - 1, Kind.PARAMETER)
            || text.symbol(index - 1, ")");
    if (behindValue && text.words(index, "format", "json")) {
      text.drop(index, index + 2);
    }
  }

  /** {@code a IS OF (types)} answers for every value, as IS NULL does. */
  private void ofTypes(int index) {
    int of = text.word(index + 1, "not") ? index + 2 : index + 1;
    if (text.word(index, "is") && text.word(of, "of") && text.symbol(of + 1, "(")) {
      text.set(of, "NULL");
      text.drop(of + 1, text.structure().partner(of + 1) + 1);
    }
  }

  /** {@code a IS JSON ARRAY WITH UNIQUE KEYS} answers for every value, as IS NULL does. */
  private void json(int index) {
    int json = text.word(index + 1, "not") ? index + 2 : index + 1;
    if (!text.word(index, "is") || !text.word(json, "json")) {
      return;
    }
    text.set(json, "NULL");
    int next = json + 1;
    if (text.anyWord(next, KINDS_OF_JSON)) {
      text.set(next++, "");
    }
    if (text.anyWord(next, ZONES) && text.word(next + 1, "unique")) {
      text.drop(next, text.word(next + 2, "keys") ? next + 3 : next + 2);
    }
  }

  /** It compares as equality with each of them does. */
  private void distinctFromSome(int index) {
    int distinct = text.word(index + 1, "not") ? index + 2 : index + 1;
    boolean compares =
        text.word(index, "is")
            && text.words(distinct, "distinct", "from")
            && text.anyWord(distinct + 2, QUANTIFIERS)
            && text.symbol(distinct + 3, "(");
    if (compares) {
      text.set(index, "=");
      text.drop(index + 1, distinct + 2);
    }
  }

  /** {@code NTH_VALUE(…) FROM LAST OVER …}: no table, as there is always a window behind it. */
  private void endOfWindow(int index) {
    int open = text.symbol(index - 1, ")") ? text.structure().partner(index - 1) : Structure.NONE;
    boolean counts = text.word(open - 1, "nth_value") && text.word(index, "from");
    if (counts && text.anyWord(index + 1, ENDS)) {
      text.drop(index, index + 2);
    }
  }

  /** {@code TIMESTAMP(9) WITH TIME ZONE}. */
  private void lengthOfTime(int index) {
    boolean measured =
        text.symbol(index + 1, "(")
            && text.anyWord(index, TIMES)
            && text.kind(index + 2, Kind.NUMBER)
            && text.symbol(index + 3, ")")
            && text.anyWord(index + 4, ZONES);
    if (measured && text.words(index + 5, "time", "zone")) {
      text.drop(index + 1, index + 4);
    }
  }

  private void unit(int index) {
    boolean first =
        text.symbol(index - 1, "(")
            && text.symbol(index + 1, ",")
            && FUNCTIONS_OF_A_UNIT.contains(upper(index - 2));
    if (first && UNITS.contains(upper(index))) {
      text.set(index, "''");
    }
  }

  private String upper(int index) {
    return text.kind(index, Kind.WORD) ? text.token(index).text().toUpperCase(Locale.ROOT) : "";
  }
}

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

  private final Rewriting text;
  private final PlainValues plainValues;

  H2Idioms(Rewriting text, PlainValues plainValues) {
    this.text = text;
    this.plainValues = plainValues;
  }

  void apply() {
    for (int i = 0; i < text.size(); i++) {
      if (text.kind(i, Kind.WORD)) {
        typedLiteral(i);
        format(i);
        ofTypes(i);
        unit(i);
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

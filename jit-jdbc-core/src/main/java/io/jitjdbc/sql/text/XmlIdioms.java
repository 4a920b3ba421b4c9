package io.jitjdbc.sql.text;

import java.util.Set;

/**
 * PostgreSQL's XML functions, as calls with a list of arguments. Labels and words go that can hold
 * no column; every value stays.
 */
final class XmlIdioms {
  private static final Set<String> PASSED_TO = Set.of("XMLEXISTS", "XMLTABLE");
  private static final Set<String> MECHANISMS = Set.of("REF", "VALUE");
  private static final Set<String> ANSWERS = Set.of("YES", "NO");

  private final Rewriting text;

  XmlIdioms(Rewriting text) {
    this.text = text;
  }

  void apply(int index) {
    int bracket = text.structure().enclosing(index);
    if (bracket == Structure.NONE) {
      return;
    }
    if (text.word(bracket - 1, "xmlattributes")) {
      label(index);
    } else if (text.word(bracket - 1, "xmlroot")) {
      root(index);
    } else if (text.anyWord(bracket - 1, PASSED_TO)) {
      mechanism(index);
    }
  }

  /** {@code XMLATTRIBUTES(value AS label, …)}. */
  private void label(int index) {
    if (text.word(index, "as") && text.name(index + 1)) {
      text.drop(index, index + 2);
    }
  }

  /** {@code XMLROOT(value, VERSION value, STANDALONE YES)}. */
  private void root(int index) {
    if (!text.symbol(index - 1, ",")) {
      return;
    }
    if (text.word(index, "version")) {
      text.set(index, "");
      noValue(index + 1);
    } else if (text.word(index, "standalone") && text.anyWord(index + 1, ANSWERS)) {
      text.set(index, "");
      text.set(index + 1, "NULL");
      noValue(index + 1);
    }
  }

  private void noValue(int index) {
    if (text.words(index, "no", "value")) {
      text.set(index, "NULL");
      text.set(index + 1, "");
    }
  }

  /** {@code PASSING BY REF value BY REF}: it is always by value. */
  private void mechanism(int index) {
    if (text.word(index, "by") && text.anyWord(index + 1, MECHANISMS)) {
      text.drop(index, index + 2);
    }
  }
}

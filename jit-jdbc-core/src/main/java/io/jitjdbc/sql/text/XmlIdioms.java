package io.jitjdbc.sql.text;

import io.jitjdbc.sql.text.Token.Kind;
import java.util.Set;

/**
 * PostgreSQL's XML functions, as calls with a list of arguments. Labels and words go that can hold
 * no column; every value stays.
 */
final class XmlIdioms {
  private static final Set<String> ATTRIBUTES = Set.of("XMLATTRIBUTES");
  private static final Set<String> ROOT = Set.of("XMLROOT");
  private static final Set<String> PASSED_TO = Set.of("XMLEXISTS", "XMLTABLE");
  private static final Set<String> MECHANISMS = Set.of("REF", "VALUE");
  private static final Set<String> ANSWERS = Set.of("YES", "NO");

  private final Rewriting text;

  XmlIdioms(Rewriting text) {
    this.text = text;
  }

  void apply(int index) {
    // Nearly no statement has these functions, so the rarest is asked last.
    if (text.word(index, "as")) {
      label(index);
    } else if (text.word(index, "by")) {
      mechanism(index);
    } else if (text.word(index, "not")) {
      notNull(index);
    } else if (text.symbol(index - 1, ",")) {
      root(index);
    }
  }

  private boolean isArgumentOf(Set<String> functions, int index) {
    return text.anyWord(text.structure().enclosing(index) - 1, functions);
  }

  /** {@code XMLATTRIBUTES(value AS label, …)}. */
  private void label(int index) {
    if (text.name(index + 1) && isArgumentOf(ATTRIBUTES, index)) {
      text.drop(index, index + 2);
    }
  }

  /** {@code XMLROOT(value, VERSION value, STANDALONE YES)}. */
  private void root(int index) {
    boolean part = text.word(index, "version") || text.word(index, "standalone");
    if (!part || !isArgumentOf(ROOT, index)) {
      return;
    }
    if (text.word(index, "version")) {
      text.set(index, "");
      noValue(index + 1);
    } else if (text.anyWord(index + 1, ANSWERS)) {
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

  /** {@code PATH '…' NOT NULL}: what a column of XMLTABLE may be says nothing of what it is. */
  private void notNull(int index) {
    boolean ofPath = text.word(index - 2, "path") && text.kind(index - 1, Kind.STRING);
    if (ofPath && text.words(index, "not", "null") && isArgumentOf(PASSED_TO, index)) {
      text.drop(index, index + 2);
    }
  }

  /** {@code PASSING BY REF value BY REF}: it is always by value. */
  private void mechanism(int index) {
    if (text.anyWord(index + 1, MECHANISMS) && isArgumentOf(PASSED_TO, index)) {
      text.drop(index, index + 2);
    }
  }
}

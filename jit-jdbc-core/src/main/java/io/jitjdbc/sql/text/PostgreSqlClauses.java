package io.jitjdbc.sql.text;

import io.jitjdbc.sql.text.Token.Kind;
import java.util.Set;

/** PostgreSQL's forms of clauses, in those that the parser knows; every value stays. */
final class PostgreSqlClauses {
  private static final Set<String> QUERIES = Set.of("SELECT", "WITH");
  private static final Set<String> MODES = Set.of("RANGE", "ROWS", "GROUPS");
  private static final Set<String> IN_A_FRAME =
      Set.of(
          "BETWEEN",
          "AND",
          "UNBOUNDED",
          "PRECEDING",
          "FOLLOWING",
          "CURRENT",
          "ROW",
          "EXCLUDE",
          "GROUP",
          "TIES",
          "NO",
          "OTHERS");
  private static final Set<String> BEFORE_A_WINDOW = Set.of("PARTITION", "ORDER");
  private static final Set<String> QUANTIFIERS = Set.of("DISTINCT", "ALL");
  private static final Set<String> NESTED_SETS = Set.of("ROLLUP", "CUBE", "GROUPING");

  private final Rewriting text;

  PostgreSqlClauses(Rewriting text) {
    this.text = text;
  }

  void apply(int index) {
    descendants(index);
    joinAlias(index);
    intoTable(index);
    sample(index);
    groupingSets(index);
    window(index);
    row(index);
  }

  /**
   * {@code FROM t *} says that the tables below count, which they do without it. Only where FROM is
   * the clause of a query: elsewhere a star multiplies.
   */
  private void descendants(int index) {
    boolean isClause =
        text.word(index, "from")
            && !text.word(index - 1, "distinct")
            && text.anyWord(text.structure().enclosing(index) + 1, QUERIES);
    int last = text.symbol(index + 2, ".") ? index + 3 : index + 1;
    if (isClause && text.name(last) && text.symbol(last + 1, "*")) {
      text.set(last + 1, "");
    }
  }

  /** {@code JOIN t USING (a) AS x}, where nobody calls anything by that name. */
  private void joinAlias(int index) {
    if (!text.word(index, "using") || !text.symbol(index + 1, "(")) {
      return;
    }
    int end = text.structure().partner(index + 1);
    for (int i = index + 2; i < end; i++) {
      if (!text.name(i) && !text.symbol(i, ",")) {
        return;
      }
    }
    if (text.word(end + 1, "as") && text.name(end + 2) && isNamedOnce(end + 2)) {
      text.drop(end + 1, end + 3);
    }
  }

  private boolean isNamedOnce(int alias) {
    String name = text.token(alias).text();
    for (int i = 0; i < text.size(); i++) {
      if (i != alias && text.name(i) && text.token(i).text().equalsIgnoreCase(name)) {
        return false;
      }
    }
    return true;
  }

  private void intoTable(int index) {
    if (text.words(index, "into", "table") && text.name(index + 2)) {
      text.set(index + 1, "");
    }
  }

  /** How large a sample is, where that is a value; the parser only knows numbers. */
  private void sample(int index) {
    if (text.word(index, "tablesample") && text.name(index + 1) && text.symbol(index + 2, "(")) {
      int end = text.structure().partner(index + 2);
      plain(index + 2, end);
      if (text.word(end + 1, "repeatable") && text.symbol(end + 2, "(")) {
        plain(end + 2, text.structure().partner(end + 2));
      }
    }
  }

  private void plain(int open, int close) {
    for (int i = open + 1; i < close; i++) {
      boolean isType = text.symbol(i - 1, "::") && text.kind(i, Kind.WORD);
      boolean holdsNoName =
          text.kind(i, Kind.NUMBER) || text.kind(i, Kind.STRING) || text.kind(i, Kind.SYMBOL);
      if (!isType && !holdsNoName) {
        return;
      }
    }
    if (close > open + 1) {
      text.drop(open + 1, close);
      text.set(open + 1, "1");
    }
  }

  /** Sets within sets are all lists of what is grouped by. */
  private void groupingSets(int index) {
    if (text.words(index, "grouping", "sets") && text.symbol(index + 2, "(")) {
      text.set(index, "ROLLUP");
      text.set(index + 1, "");
    }
    boolean quantified =
        text.words(index, "group", "by")
            && text.anyWord(index + 2, QUANTIFIERS)
            && text.anyWord(index + 3, NESTED_SETS);
    if (quantified) {
      text.set(index + 2, "");
    }
  }

  /** {@code OVER (w ROWS …)}, whose frame holds nothing but words and numbers. */
  private void window(int index) {
    boolean refers =
        text.word(index, "over")
            && text.symbol(index + 1, "(")
            && text.name(index + 2)
            && !text.anyWord(index + 2, BEFORE_A_WINDOW)
            && !text.anyWord(index + 2, MODES)
            && text.anyWord(index + 3, MODES);
    if (!refers) {
      return;
    }
    int end = text.structure().partner(index + 1);
    for (int i = index + 4; i < end; i++) {
      if (!text.kind(i, Kind.NUMBER) && !text.anyWord(i, IN_A_FRAME)) {
        return;
      }
    }
    text.set(index + 1, "");
    text.drop(index + 3, end + 1);
  }

  /** The parser casts a row only where it is not named so. */
  private void row(int index) {
    boolean casts =
        text.word(index, "row")
            && text.symbol(index + 1, "(")
            && text.symbol(text.structure().partner(index + 1) + 1, "::");
    if (casts && !text.symbol(index - 1, ".")) {
      text.set(index, "");
    }
  }
}

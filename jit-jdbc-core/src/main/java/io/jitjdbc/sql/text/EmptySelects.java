package io.jitjdbc.sql.text;

import java.util.Set;

/**
 * {@code SELECT FROM t} has rows and no column. The parser wants one, so it sees a call that no
 * text can spell.
 */
final class EmptySelects {
  /** Reserved by those that know empty lists, so that no column is called so. */
  private static final Set<String> AFTER_THE_LIST =
      Set.of(
          "INTO",
          "FROM",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "OFFSET",
          "FETCH",
          "UNION",
          "EXCEPT",
          "INTERSECT");

  private final Rewriting text;

  EmptySelects(Rewriting text) {
    this.text = text;
  }

  void apply(int index) {
    if (text.word(index, "select") && text.alone(index) && isEnd(index + 1)) {
      text.set(index, "SELECT " + Names.NO_COLUMN + "()");
    }
  }

  private boolean isEnd(int index) {
    return index == text.size() || text.symbol(index, ")") || text.anyWord(index, AFTER_THE_LIST);
  }
}

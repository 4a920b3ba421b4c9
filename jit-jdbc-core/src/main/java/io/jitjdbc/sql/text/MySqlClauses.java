package io.jitjdbc.sql.text;

import io.jitjdbc.sql.text.Token.Kind;
import java.util.Set;

/**
 * Clauses of MariaDB and MySQL that the parser does not know and that change nothing about where
 * values come from: they are left out of its text.
 */
final class MySqlClauses {
  private static final Set<String> TYPED_FUNCTIONS =
      Set.of("COLUMN_CREATE", "COLUMN_ADD", "COLUMN_GET");

  private final Rewriting text;

  MySqlClauses(Rewriting text) {
    this.text = text;
  }

  void apply(int index, String word) {
    if (TYPED_FUNCTIONS.contains(word) && text.symbol(index + 1, "(")) {
      types(index + 1, text.structure().partner(index + 1));
    }
    if (word.equals("ROWS")) {
      rowsExamined(index);
    }
  }

  /**
   * {@code COLUMN_CREATE('a', v AS char)}: the type of a dynamic column, up to the next operand.
   */
  private void types(int open, int close) {
    boolean type = false;
    for (int i = open + 1; i < close; i++) {
      boolean own = text.structure().enclosing(i) == open;
      if (own && text.symbol(i, ",")) {
        type = false;
      }
      if (own && text.word(i, "as")) {
        type = true;
      }
      if (type) {
        text.set(i, "");
      }
    }
  }

  /** {@code LIMIT 5 ROWS EXAMINED 100}: stops early, as a limit does. */
  private void rowsExamined(int index) {
    if (text.word(index + 1, "examined") && text.kind(index + 2, Kind.NUMBER)) {
      int begin = text.word(index - 1, "limit") ? index - 1 : index;
      text.drop(begin, index + 3);
    }
  }
}

package io.jitjdbc.sql.text;

import java.util.List;

/**
 * H2's own ways to write and to read what was written, in the words that the parser knows from
 * other products.
 */
final class Deltas {
  private static final List<String> SIDES = List.of("final", "new", "old");
  private static final List<String> WRITES = List.of("insert", "update", "delete", "merge");

  /** A table of this name in the catalog makes the statement ambiguous, which is refused. */
  private static final String ROWS = "\"changed rows\"";

  private final Rewriting text;

  Deltas(Rewriting text) {
    this.text = text;
  }

  void apply() {
    if (text.word(0, "merge") && text.word(1, "into")) {
      upsert();
    } else if (text.word(0, "select")) {
      changedRows();
    }
  }

  /**
   * {@code MERGE INTO t KEY (…) VALUES …} inserts or updates. The columns of the key are among
   * those that are written.
   */
  private void upsert() {
    for (int i = 2; i < text.size(); i++) {
      if (text.structure().enclosing(i) == Structure.NONE && text.word(i, "using")) {
        return;
      }
    }
    text.set(0, "UPSERT");
    for (int i = 2; i < text.size(); i++) {
      if (isOutside(i) && text.word(i, "key") && text.symbol(i + 1, "(")) {
        text.drop(i, text.structure().partner(i + 1) + 1);
        return;
      }
    }
  }

  /** {@code FROM FINAL TABLE (INSERT …)} reads the rows of a write. */
  private void changedRows() {
    for (int i = 1; i < text.size(); i++) {
      // The rarest first: nearly no query has this, and each is looked through for it.
      if (text.symbol(i + 2, "(")
          && text.word(i + 1, "table")
          && isOutside(i)
          && isAny(i, SIDES)
          && isAny(i + 3, WRITES)) {
        int end = text.structure().partner(i + 2);
        String write = text.join(i + 3, end);
        text.set(0, "WITH " + ROWS + " AS ( " + write + " RETURNING * ) SELECT");
        text.set(i, ROWS);
        text.drop(i + 1, end + 1);
        return;
      }
    }
  }

  private boolean isOutside(int index) {
    return text.structure().enclosing(index) == Structure.NONE;
  }

  private boolean isAny(int index, List<String> words) {
    return words.stream().anyMatch(word -> text.word(index, word));
  }
}

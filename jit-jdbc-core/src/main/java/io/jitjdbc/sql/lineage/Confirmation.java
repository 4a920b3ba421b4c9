package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.text.LexedStatement;

/** Has another look at what our own reading accepted. */
@FunctionalInterface
public interface Confirmation {
  /** Our own reading stands. */
  Confirmation NONE = (sql, lexed, ours) -> ours;

  /**
   * What is believed of the statement: nothing less strict than what our own reading says.
   *
   * @param sql the exact text
   */
  Analysis confirm(String sql, LexedStatement lexed, Analysed ours);
}

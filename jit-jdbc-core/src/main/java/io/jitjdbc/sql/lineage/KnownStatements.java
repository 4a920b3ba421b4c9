package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.Analysis.Analysed;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about statements, by the text that the parser saw: an analysis depends on that
 * and on the catalog, and on nothing else.
 */
public interface KnownStatements {
  /** Nothing is known, and nothing will be. */
  KnownStatements NONE =
      new KnownStatements() {
        @Override
        public @Nullable Analysed find(String canonical) {
          return null;
        }

        @Override
        public void keep(String canonical, Analysed analysed) {}
      };

  /** What was kept for this very text; null if nothing was. */
  @Nullable Analysed find(String canonical);

  /** Remembers what was found out, for as long as the catalog stays as it is. */
  void keep(String canonical, Analysed analysed);
}

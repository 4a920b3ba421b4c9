package io.jitjdbc.sql.lineage;

/** Bounds one analysis, so that no text can keep the calling thread busy. */
final class Work {

  /** An ordinary statement takes some hundreds; nested views and recursion multiply. */
  private static final int MOST_STEPS = 200_000;

  private int steps;

  void step() {
    if (++steps > MOST_STEPS) {
      throw new NotProvenException("the statement is too large to be followed");
    }
  }
}

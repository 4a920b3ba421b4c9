package io.jitjdbc.coverage;

/**
 * One thing that a script does: a statement, and what it copies in if it does.
 *
 * @param input the lines behind {@code COPY … FROM STDIN}; empty for anything else
 */
record Step(String sql, String input) {
  Step(String sql) {
    this(sql, "");
  }
}

package io.jitjdbc.sql.text;

/**
 * How much text is read at most, so that hostile input stays cheap for the parser behind.
 *
 * @param length characters of the text
 * @param tokens of the statement
 * @param depth open brackets and CASEs at one place
 * @param nameParts of a dotted name
 */
record Limits(int length, int tokens, int depth, int nameParts) {

  static final Limits DEFAULT = new Limits(256 * 1024, 100_000, 100, 4);

  Limits {
    if (length < 1 || tokens < 1 || depth < 1 || nameParts < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}

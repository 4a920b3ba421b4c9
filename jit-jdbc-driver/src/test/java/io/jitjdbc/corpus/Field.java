package io.jitjdbc.corpus;

/**
 * A column that a generated query can name.
 *
 * @param kind as {@code expressions.txt} calls it
 * @param isMasked whether a masked column is a part of it
 */
record Field(String name, String kind, boolean isMasked) {

  static Field clear(String name, String kind) {
    return new Field(name, kind, false);
  }

  static Field masked(String name, String kind) {
    return new Field(name, kind, true);
  }
}

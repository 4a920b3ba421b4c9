package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect.Product;

/**
 * Spells the names in the canonical text. A parser may take a dot, a quote or a backslash in a
 * quoted name for syntax, so they are moved to code points that no name may hold otherwise.
 */
final class Names {
  private static final String SYNTAX = ".\"`\\";
  private static final char SHIFT = '\uE000';

  private Names() {}

  static char quote(Product product) {
    return product == Product.MARIADB || product == Product.MYSQL ? '`' : '"';
  }

  static String encode(String name) {
    StringBuilder encoded = new StringBuilder(name.length());
    for (char c : name.toCharArray()) {
      encoded.append(SYNTAX.indexOf(c) >= 0 ? (char) (c + SHIFT) : c);
    }
    return encoded.toString();
  }

  static String decode(String encoded) {
    StringBuilder name = new StringBuilder(encoded.length());
    for (char c : encoded.toCharArray()) {
      boolean shifted = c >= SHIFT && c < SHIFT + 0x80;
      name.append(shifted ? (char) (c - SHIFT) : c);
    }
    return name.toString();
  }
}

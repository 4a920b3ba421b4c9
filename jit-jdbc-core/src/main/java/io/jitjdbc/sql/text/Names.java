package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect.Product;
import java.util.function.IntUnaryOperator;

/**
 * Spells the names in the canonical text. A parser may take a dot, a quote or a backslash in a
 * quoted name for syntax, so they are moved to code points that no name may hold otherwise.
 */
final class Names {
  private static final String SYNTAX = ".\"`\\";
  private static final int SHIFT = 0xE000;

  /** In the canonical text, calls what may be either; no name can be spelled so. */
  static final String STRING_OR_NAME = "`\uE100`";

  /** In the canonical text, calls for no column at all; no name can be spelled so. */
  static final String NO_COLUMN = "\"\uE101\"";

  private Names() {}

  static char quote(Product product) {
    return product == Product.MARIADB || product == Product.MYSQL ? '`' : '"';
  }

  static String encode(String name) {
    return mapped(name, c -> SYNTAX.indexOf(c) >= 0 ? c + SHIFT : c);
  }

  static String decode(String encoded) {
    return mapped(encoded, c -> c >= SHIFT && c < SHIFT + 0x80 ? c - SHIFT : c);
  }

  private static String mapped(String text, IntUnaryOperator change) {
    StringBuilder mapped = new StringBuilder(text.length());
    text.chars().map(change).forEach(c -> mapped.append((char) c));
    return mapped.toString();
  }
}

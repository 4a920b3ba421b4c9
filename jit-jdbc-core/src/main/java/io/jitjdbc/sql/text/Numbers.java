package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;

import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.text.Rules.Trait;
import io.jitjdbc.sql.text.Token.Kind;

/** Reads numbers that every reader ends at the same place. */
final class Numbers {

  private static final int PREFIX_LENGTH = 2;

  private Numbers() {}

  static Token read(Cursor cursor, Rules rules) throws LexicalException {
    int start = cursor.position();
    boolean prefixed = rules.has(Trait.PREFIXED_NUMBERS) && (cursor.at("0x") || cursor.at("0b"));
    if (prefixed) {
      prefixed(cursor);
    } else {
      decimal(cursor);
    }
    String number = cursor.since(start);
    if (isLong(cursor, rules, number)) {
      cursor.skip(1);
    }
    char next = cursor.peek();
    if (Letters.word(next) || next > '~' || "$.'\"`@".indexOf(next) >= 0) {
      throw refused("a number touches what follows it; add a space");
    }
    if (prefixed && number.length() == PREFIX_LENGTH) {
      throw refused("a number has no digits");
    }
    return new Token(prefixed ? Kind.STRING : Kind.NUMBER, number);
  }

  /** H2 lets a whole number end in a letter that makes it a long one. */
  private static boolean isLong(Cursor cursor, Rules rules, String number) {
    boolean marked = cursor.peek() == 'L' || cursor.peek() == 'l';
    return marked
        && rules.product() == Product.H2
        && number.chars().allMatch(digit -> Letters.digit((char) digit));
  }

  private static void prefixed(Cursor cursor) {
    boolean hexadecimal = cursor.peek(1) == 'x';
    cursor.skip(PREFIX_LENGTH);
    while (hexadecimal
        ? Letters.hex(cursor.peek())
        : cursor.peek() == '0' || cursor.peek() == '1') {
      cursor.skip(1);
    }
  }

  private static void decimal(Cursor cursor) {
    digits(cursor);
    if (cursor.peek() == '.') {
      cursor.skip(1);
      digits(cursor);
    }
    boolean signed = cursor.peek(1) == '+' || cursor.peek(1) == '-';
    boolean exponent = cursor.peek() == 'e' || cursor.peek() == 'E';
    if (exponent && Letters.digit(cursor.peek(signed ? 2 : 1))) {
      cursor.skip(signed ? 2 : 1);
      digits(cursor);
    }
  }

  private static void digits(Cursor cursor) {
    while (Letters.digit(cursor.peek())) {
      cursor.skip(1);
    }
  }
}

package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;
import static io.jitjdbc.sql.text.LexicalException.unreadable;

import io.jitjdbc.sql.text.Rules.Trait;
import java.nio.charset.StandardCharsets;

/** Reads what stands in quotes. The cursor is at the opening quote, and then after the closing. */
final class Quotes {
  static final int CUT_AT = 63;

  private final Cursor cursor;
  private final Rules rules;
  private final boolean backslashEscapes;
  private boolean backslashSeen;

  /**
   * @param backslashEscapes whether a backslash takes the next character with it in a plain string
   */
  Quotes(Cursor cursor, Rules rules, boolean backslashEscapes) {
    this.cursor = cursor;
    this.rules = rules;
    this.backslashEscapes = backslashEscapes;
  }

  /** A plain string held a backslash, so that another session might read another text. */
  boolean backslashSeen() {
    return backslashSeen;
  }

  String plainString() throws LexicalException {
    int start = cursor.position();
    String value = until('\'', backslashEscapes);
    backslashSeen |= cursor.since(start).indexOf('\\') >= 0;
    return value;
  }

  String escapeString() throws LexicalException {
    return until('\'', true);
  }

  /** Hexadecimal digits or bits, which may stand in groups. */
  String digits(boolean hexadecimal) throws LexicalException {
    String value = until('\'', false);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean digit = hexadecimal ? Letters.hex(c) : c == '0' || c == '1';
      if (!digit && c != ' ') {
        throw refused("a hexadecimal or bit literal holds something else than its digits");
      }
    }
    return value;
  }

  String name() throws LexicalException {
    return checked(until(cursor.peek(), false));
  }

  /** What stands in the quotes, where no setting makes a backslash escape a quote. */
  String asWritten() throws LexicalException {
    return until(cursor.peek(), false);
  }

  /** The name, if it may be one. */
  String checked(String name) throws LexicalException {
    Letters.checkName(name);
    if (rules.has(Trait.NAMES_OF_63_BYTES)
        && name.getBytes(StandardCharsets.UTF_8).length > CUT_AT) {
      throw refused("a name is longer than the database keeps");
    }
    return name;
  }

  /** As a string and as a name it must be the same text. */
  String stringOrName() throws LexicalException {
    String text = until('"', false);
    if (text.indexOf('\\') >= 0 || text.indexOf('"') >= 0) {
      throw refused("double quotes hold a name or a string as sql_mode says; use '…' or `…`");
    }
    return text;
  }

  /** {@code $tag$ … $tag$} or {@code $$ … $$}. */
  String dollarString() throws LexicalException {
    int start = cursor.position();
    cursor.skip(1);
    boolean numbered = Letters.digit(cursor.peek());
    while (Letters.word(cursor.peek()) && rules.has(Trait.TAGGED_DOLLAR_QUOTES)) {
      cursor.skip(1);
    }
    if (cursor.peek() != '$' || numbered) {
      throw refused("'$' opens no string here; the parameters of JDBC are '?'");
    }
    cursor.skip(1);
    String tag = cursor.since(start);
    int from = cursor.position();
    while (!cursor.at(tag)) {
      if (cursor.atEnd()) {
        throw unreadable("a dollar-quoted string does not end");
      }
      cursor.skip(1);
    }
    String value = cursor.since(from);
    cursor.skip(tag.length());
    return value;
  }

  private String until(char quote, boolean escapes) throws LexicalException {
    StringBuilder value = new StringBuilder();
    cursor.skip(1);
    while (true) {
      char c = cursor.peek();
      if (cursor.atEnd()) {
        throw unreadable("a quoted text does not end");
      }
      if (c == quote && cursor.peek(1) != quote) {
        cursor.skip(1);
        return value.toString();
      }
      int taken = c == quote || (escapes && c == '\\') ? 2 : 1;
      value.append(c);
      if (taken == 2 && c == '\\') {
        value.append(cursor.peek(1));
      }
      cursor.skip(taken);
    }
  }
}

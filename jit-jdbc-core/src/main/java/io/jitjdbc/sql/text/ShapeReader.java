package io.jitjdbc.sql.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the literals out of a text, as long as every reader would find them in these places. */
final class ShapeReader {
  /** Longer texts are rarely sent with other values, and would fill up what keeps them. */
  private static final int LONGEST = 16 * 1024;

  /** No plain text holds these. */
  private static final char NUMBER = '\u0001';

  private static final char STRING = '\u0002';

  private static final String SIGNS = " \t\r\n(),.?;<>=!|:+-*/%";
  private static final String ESCAPES = "\\#$\"`";

  private final String sql;
  private final StringBuilder shape;
  private int[] bounds = new int[16];
  private int found;
  private int position;

  ShapeReader(String sql) {
    this.sql = sql;
    this.shape = new StringBuilder(Math.min(sql.length(), LONGEST));
  }

  @Nullable TextShape read() {
    if (sql.length() > LONGEST) {
      return null;
    }
    while (position < sql.length()) {
      if (!next(sql.charAt(position))) {
        return null;
      }
    }
    return new TextShape(sql, shape.toString(), Arrays.copyOf(bounds, found));
  }

  /** Whether the text went on in a way that leaves no doubt. */
  private boolean next(char c) {
    if (Letters.wordStart(c)) {
      return word();
    }
    if (Letters.digit(c)) {
      return number();
    }
    if (c == '\'') {
      return string();
    }
    if (c == '"' || c == '`') {
      return name(c);
    }
    shape.append(c);
    position++;
    return SIGNS.indexOf(c) >= 0;
  }

  /** A word that touches a string may change what the string says. */
  private boolean word() {
    int start = position;
    while (position < sql.length() && Letters.word(sql.charAt(position))) {
      position++;
    }
    shape.append(sql, start, position);
    return peek() != '\'';
  }

  /** Digits, with a point between some at most, and nothing that could belong to them. */
  private boolean number() {
    int start = position;
    digits();
    if (peek() == '.') {
      position++;
      if (!Letters.digit(peek())) {
        return false;
      }
      digits();
    }
    take(start, NUMBER);
    boolean begins = start == 0 || sql.charAt(start - 1) != '.';
    return begins && !Letters.word(peek()) && "$.'\"`@".indexOf(peek()) < 0;
  }

  private void digits() {
    while (Letters.digit(peek())) {
      position++;
    }
  }

  /** Nothing in it that could be an escape, or a comment for who sees the quotes elsewhere. */
  private boolean string() {
    int start = position++;
    for (char c = peek(); c != '\''; c = peek()) {
      boolean plain = c >= ' ' && c <= '~' && ESCAPES.indexOf(c) < 0;
      if (!plain || isComment(c, sql.charAt(position - 1))) {
        return false;
      }
      position++;
    }
    position++;
    take(start, STRING);
    return peek() != '\'';
  }

  private static boolean isComment(char c, char before) {
    return switch (before) {
      case '-' -> c == '-';
      case '/' -> c == '/' || c == '*';
      case '*' -> c == '/';
      default -> false;
    };
  }

  /** A name in quotes is what it is. */
  private boolean name(char quote) {
    int end = sql.indexOf(quote, position + 1);
    if (end < 0) {
      return false;
    }
    for (int i = position; i < end; i++) {
      if (sql.charAt(i) < ' ') {
        return false;
      }
    }
    shape.append(sql, position, end + 1);
    position = end + 1;
    return true;
  }

  private char peek() {
    return position < sql.length() ? sql.charAt(position) : Cursor.END;
  }

  private void take(int start, char mark) {
    if (found == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * found);
    }
    bounds[found++] = start;
    bounds[found++] = position;
    shape.append(mark);
  }
}

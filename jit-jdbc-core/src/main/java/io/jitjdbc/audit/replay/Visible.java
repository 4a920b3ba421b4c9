package io.jitjdbc.audit.replay;

import java.util.Locale;

/**
 * Recorded texts on the way to a terminal or a page. Unlike names, they are shown so that every
 * character can be told: what a terminal would obey, or either would show in another order, stands
 * as an escape.
 */
public final class Visible {
  private static final int FIRST_BEYOND = 0x10000;

  private Visible() {}

  /** On one line. */
  public static String of(String text) {
    var visible = new StringBuilder(text.length());
    text.codePoints().forEach(each -> append(visible, each));
    return visible.toString();
  }

  /** JSON that is the same to a parser, and shows a terminal nothing that it would obey. */
  public static String json(String json) {
    var visible = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (Character.isSurrogate(c) || isHarmless(c)) {
        visible.append(c);
      } else {
        visible.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      }
    }
    return visible.toString();
  }

  private static void append(StringBuilder visible, int c) {
    switch (c) {
      case '\n' -> visible.append("\\n");
      case '\r' -> visible.append("\\r");
      case '\t' -> visible.append("\\t");
      case '\\' -> visible.append("\\\\");
      default -> {
        if (isHarmless(c)) {
          visible.appendCodePoint(c);
        } else {
          String form = c < FIRST_BEYOND ? "\\u%04X" : "\\u{%X}";
          visible.append(String.format(Locale.ROOT, form, c));
        }
      }
    }
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}

package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.LexicalException.refused;

/** Which characters may stand where. */
final class Letters {

  private Letters() {}

  static boolean space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean wordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean word(char c) {
    return wordStart(c) || digit(c);
  }

  static boolean hex(char c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** Refuses what no statement needs and what some reader drops, cuts at, or re-encodes. */
  static void check(CharSequence text) throws LexicalException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && !space(c)) || c == 0x7F) {
        throw refused("a control character stands in the text; remove it");
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw refused("the text is not valid Unicode");
      }
    }
  }

  /** Names are shown to people who decide, so they hold nothing that cannot be seen. */
  static void checkName(String name) throws LexicalException {
    if (name.isEmpty()) {
      throw refused("a quoted name is empty");
    }
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (invisible(Character.getType(c))) {
        throw refused("a quoted name holds a character that cannot be seen");
      }
      i += Character.charCount(c);
    }
  }

  static boolean breaksLine(char c) {
    return c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private static boolean invisible(int type) {
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.PRIVATE_USE
        || type == Character.UNASSIGNED;
  }
}

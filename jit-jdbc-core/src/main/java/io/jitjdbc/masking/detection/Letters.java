package io.jitjdbc.masking.detection;

/** Characters, and where a word of them may begin and end. All of this is about ASCII. */
final class Letters {
  private Letters() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isLetter(char c) {
    return isUpper(c) || isLower(c);
  }

  static boolean isInWord(char c) {
    return isDigit(c) || isLetter(c);
  }

  static boolean isBase64(char c) {
    return isInWord(c) || c == '+' || c == '/';
  }

  static boolean isBase64Url(char c) {
    return isInWord(c) || c == '-' || c == '_';
  }

  /** Whether there is a digit; there is none outside of the text. */
  static boolean isDigit(String text, int index) {
    return index >= 0 && index < text.length() && isDigit(text.charAt(index));
  }

  /** Whether the character before does not belong to the same word. */
  static boolean beginsAt(String text, int index) {
    if (index == 0) {
      return true;
    }
    char before = text.charAt(index - 1);
    // The n of a \n in a JSON text is the end of an escape and not of a word.
    boolean isEscape = index > 1 && text.charAt(index - 2) == '\\';
    return isEscape || !(isInWord(before) || before == '_');
  }

  /** Whether the character at the index does not belong to the same word any more. */
  static boolean endsAt(String text, int index) {
    return index >= text.length() || !(isInWord(text.charAt(index)) || text.charAt(index) == '_');
  }
}

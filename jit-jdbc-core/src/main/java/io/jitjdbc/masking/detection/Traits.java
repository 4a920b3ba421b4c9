package io.jitjdbc.masking.detection;

/**
 * What can be said about a text after one look at each character: enough to leave most texts alone.
 */
final class Traits {
  static final int AT = 1;
  static final int DOT = 1 << 1;
  static final int LETTER = 1 << 2;
  static final int DIGITS_8 = 1 << 3;
  static final int DIGITS_9 = 1 << 4;
  static final int DIGITS_13 = 1 << 5;

  /** Sixteen letters and digits in a row. */
  static final int LONG_WORD = 1 << 6;

  private static final int LONG = 16;
  private static final byte IN_WORD = 0x40;
  private static final byte DIGIT = IN_WORD | 0x20;
  private static final byte[] KINDS = kinds();

  private Traits() {}

  private static byte[] kinds() {
    var kinds = new byte[128];
    for (char c = 0; c < kinds.length; c++) {
      if (Letters.isDigit(c)) {
        kinds[c] = DIGIT;
      } else if (Letters.isInWord(c)) {
        kinds[c] = IN_WORD | LETTER;
      }
    }
    kinds['@'] = AT;
    kinds['.'] = DOT;
    return kinds;
  }

  static int of(String text) {
    int traits = 0;
    int digits = 0;
    int word = 0;
    int longest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      byte kind = c < KINDS.length ? KINDS[c] : 0;
      traits |= kind;
      if (kind >= IN_WORD) {
        word++;
        digits += kind == DIGIT ? 1 : 0;
      } else if (word > 0) {
        longest = Math.max(longest, word);
        word = 0;
      }
    }
    return (traits & (AT | DOT | LETTER)) | counted(digits, Math.max(longest, word));
  }

  private static int counted(int digits, int longest) {
    int traits = longest >= LONG ? LONG_WORD : 0;
    if (digits >= 8) {
      traits |= DIGITS_8;
    }
    if (digits >= 9) {
      traits |= DIGITS_9;
    }
    return digits >= 13 ? traits | DIGITS_13 : traits;
  }
}

package io.jitjdbc.masking.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.Hidden;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts of the same form as the real ones. */
final class FormPreserving implements ColumnMask {
  private static final String DIGITS = "0123456789";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

  /** What may stand between the characters that are replaced. */
  private static final String KEPT = " -./()+:";

  private static final int LONGEST = 1000;

  /** SP 800-38G, revision 1: fewer texts of a form than this can be tried out. */
  private static final double SMALLEST_DOMAIN = 1_000_000;

  /** The characters that are replaced. */
  enum Alphabet {
    DIGITS,
    ALPHANUMERIC
  }

  private final Ff1 cipher;
  private final Alphabet alphabet;
  private final byte[] tweak;

  FormPreserving(Ff1 cipher, Alphabet alphabet, String scope) {
    this.cipher = cipher;
    this.alphabet = alphabet;
    this.tweak = scope.getBytes(UTF_8);
  }

  @Override
  public @Nullable Object mask(Object value) {
    return value instanceof String text ? masked(text) : null;
  }

  private String masked(String text) {
    String letters = letters(text);
    byte[] digits = digits(text, letters);
    boolean isTooSmall = digits.length * Math.log(letters.length()) < Math.log(SMALLEST_DOMAIN);
    if (text.length() > LONGEST || isTooSmall) {
      return Hidden.TEXT;
    }
    String shown = replaced(text, letters, cipher.encrypt(digits, letters.length(), tweak));
    return shown.equals(text) ? Hidden.TEXT : shown;
  }

  /** The smallest alphabet that the text is written in. */
  private String letters(String text) {
    if (alphabet == Alphabet.DIGITS) {
      return DIGITS;
    }
    boolean hasUpper = text.chars().anyMatch(c -> UPPER.indexOf(c) >= 0);
    boolean hasLower = text.chars().anyMatch(c -> LOWER.indexOf(c) >= 0);
    return DIGITS + (hasLower ? (hasUpper ? UPPER : "") + LOWER : UPPER);
  }

  /** The places of the characters in the alphabet; none if one has no place there. */
  private static byte[] digits(String text, String letters) {
    byte[] digits = new byte[Math.min(text.length(), LONGEST)];
    int count = 0;
    for (int i = 0; i < digits.length; i++) {
      int digit = letters.indexOf(text.charAt(i));
      if (digit >= 0) {
        digits[count++] = (byte) digit;
      } else if (KEPT.indexOf(text.charAt(i)) < 0) {
        return new byte[0];
      }
    }
    return Arrays.copyOf(digits, count);
  }

  private static String replaced(String text, String letters, byte[] digits) {
    var shown = new StringBuilder(text);
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      if (letters.indexOf(text.charAt(i)) >= 0) {
        shown.setCharAt(i, letters.charAt(digits[next++]));
      }
    }
    return shown.toString();
  }
}

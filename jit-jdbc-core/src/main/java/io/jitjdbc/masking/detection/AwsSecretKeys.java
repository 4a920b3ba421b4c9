package io.jitjdbc.masking.detection;

import java.util.Locale;

/**
 * The secret halves of AWS keys: forty characters that could be anything, and so only where a key
 * id or a name announces them.
 */
final class AwsSecretKeys implements Finder {
  private static final int LENGTH = 40;
  private static final int ANNOUNCED_WITHIN = 120;

  @Override
  public void find(String text, Finds finds) {
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && Letters.isBase64(text.charAt(end))) {
        end++;
      }
      if (end - at == LENGTH && isMixed(text, at, end) && isAnnounced(text, at)) {
        finds.add(at, end);
      }
      // The letter of an escape in a JSON text does not belong to what follows it.
      at = end + (end < text.length() && text.charAt(end) == '\\' ? 2 : 1);
    }
  }

  /** A hash in hex has no capitals, or no small letters. */
  private static boolean isMixed(String text, int from, int to) {
    boolean upper = false;
    boolean lower = false;
    boolean digit = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      upper |= Letters.isUpper(c);
      lower |= Letters.isLower(c);
      digit |= Letters.isDigit(c);
    }
    return upper && lower && digit;
  }

  private static boolean isAnnounced(String text, int at) {
    String before = text.substring(Math.max(0, at - ANNOUNCED_WITHIN), at).toLowerCase(Locale.ROOT);
    return before.contains("aws")
        || before.contains("secret")
        || before.contains("akia")
        || before.contains("asia");
  }
}

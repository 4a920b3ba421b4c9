package io.jitjdbc.masking.detection;

import java.util.Set;

/** The country calling codes that are assigned: no code begins with another one. */
final class CallingCodes {
  private static final Set<String> ONE_DIGIT = Set.of("1", "7");
  private static final Set<String> TWO_DIGITS =
      Set.of(
          "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
          "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
          "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98");

  /** The first two digits of the codes with three. */
  private static final Set<String> THREE_DIGITS =
      Set.of(
          "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68",
          "69", "80", "85", "87", "88", "96", "97", "99");

  private CallingCodes() {}

  static boolean isAt(String text, int index) {
    if (!Letters.isDigit(text, index + 1)) {
      return Letters.isDigit(text, index) && ONE_DIGIT.contains(text.substring(index, index + 1));
    }
    String two = text.substring(index, index + 2);
    return ONE_DIGIT.contains(two.substring(0, 1))
        || TWO_DIGITS.contains(two)
        || THREE_DIGITS.contains(two);
  }
}

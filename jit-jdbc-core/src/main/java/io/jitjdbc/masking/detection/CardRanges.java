package io.jitjdbc.masking.detection;

import java.util.List;

/** Which first digits are assigned to a card network, and how long its numbers are. */
final class CardRanges {
  private static final int PREFIX_DIGITS = 4;

  /** Numbers whose first four digits lie between two, with that many digits. */
  private record Range(int first, int last, int shortest, int longest) {
    boolean includes(int prefix, int digits) {
      return prefix >= first && prefix <= last && digits >= shortest && digits <= longest;
    }
  }

  private static final List<Range> ASSIGNED =
      List.of(
          // Visa
          new Range(4000, 4999, 13, 13),
          new Range(4000, 4999, 16, 16),
          new Range(4000, 4999, 19, 19),
          // Mastercard
          new Range(5100, 5599, 16, 16),
          new Range(2221, 2720, 16, 16),
          // American Express
          new Range(3400, 3499, 15, 15),
          new Range(3700, 3799, 15, 15),
          // Diners Club
          new Range(3000, 3059, 14, 19),
          new Range(3095, 3095, 14, 19),
          new Range(3600, 3699, 14, 19),
          new Range(3800, 3999, 16, 19),
          // JCB
          new Range(3528, 3589, 16, 19),
          // Maestro
          new Range(5000, 5099, 13, 19),
          new Range(5600, 5899, 13, 19),
          // Discover, UnionPay, RuPay, and Maestro once more
          new Range(6000, 6999, 13, 19),
          new Range(8100, 8299, 16, 19),
          // Mir, Verve, Troy
          new Range(2200, 2204, 16, 19),
          new Range(9792, 9792, 16, 16));

  private CardRanges() {}

  /** Whether the digits that begin here may be a card number of so many digits. */
  static boolean include(String text, int start, int digits) {
    int prefix = prefix(text, start);
    for (Range range : ASSIGNED) {
      if (range.includes(prefix, digits)) {
        return true;
      }
    }
    return false;
  }

  private static int prefix(String text, int start) {
    int prefix = 0;
    int seen = 0;
    for (int i = start; i < text.length() && seen < PREFIX_DIGITS; i++) {
      char c = text.charAt(i);
      if (Letters.isDigit(c)) {
        prefix = prefix * 10 + (c - '0');
        seen++;
      }
    }
    return prefix;
  }
}

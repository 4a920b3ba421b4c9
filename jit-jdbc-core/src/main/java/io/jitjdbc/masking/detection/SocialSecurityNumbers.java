package io.jitjdbc.masking.detection;

import java.util.Locale;

/**
 * Social security numbers and individual taxpayer numbers: 3, 2 and 4 digits set apart by hyphens
 * or blanks, or nine digits shortly after a word that announces them.
 */
final class SocialSecurityNumbers implements Finder {
  private static final int LENGTH = 11;
  private static final int BARE_LENGTH = 9;
  private static final int ANNOUNCED_WITHIN = 30;

  @Override
  public void find(String text, Finds finds) {
    for (int at = 0; at < text.length(); at++) {
      if (Letters.isDigit(text.charAt(at)) && Letters.beginsAt(text, at)) {
        int end = end(text, at);
        if (end > at) {
          finds.add(at, end);
        }
        at = Math.max(end, afterDigits(text, at)) - 1;
      }
    }
  }

  private static int afterDigits(String text, int start) {
    int end = start;
    while (Letters.isDigit(text, end)) {
      end++;
    }
    return end;
  }

  /** Where a number that begins here ends; the start if there is none. */
  private static int end(String text, int start) {
    int run = afterDigits(text, start) - start;
    if (run == BARE_LENGTH && Letters.endsAt(text, start + run)) {
      return isAnnounced(text, start) && isAssigned(text, start, start + 3, start + 5)
          ? start + BARE_LENGTH
          : start;
    }
    if (run != 3 || start + LENGTH > text.length() || isPartOfMore(text, start)) {
      return start;
    }
    char separator = text.charAt(start + 3);
    boolean isFormed =
        (separator == '-' || separator == ' ')
            && afterDigits(text, start + 4) == start + 6
            && text.charAt(start + 6) == separator
            && afterDigits(text, start + 7) == start + LENGTH
            && Letters.endsAt(text, start + LENGTH);
    return isFormed && isAssigned(text, start, start + 4, start + 7) ? start + LENGTH : start;
  }

  /** Longer numbers in groups are something else. */
  private static boolean isPartOfMore(String text, int start) {
    int end = start + LENGTH;
    boolean goesOn =
        end + 1 < text.length() && text.charAt(end) == '-' && Letters.isDigit(text, end + 1);
    return goesOn
        || (start > 1 && text.charAt(start - 1) == '-' && Letters.isDigit(text, start - 2));
  }

  private static boolean isAssigned(String text, int areaAt, int groupAt, int serialAt) {
    int area = number(text, areaAt, 3);
    int group = number(text, groupAt, 2);
    boolean isPossible = area != 0 && area != 666 && number(text, serialAt, 4) != 0 && group != 0;
    return isPossible && (area < 900 || isTaxpayerGroup(group));
  }

  // From 900 on they are taxpayer numbers, which are assigned in these groups alone.
  private static boolean isTaxpayerGroup(int group) {
    return (group >= 50 && group <= 65)
        || (group >= 70 && group <= 99 && group != 89 && group != 93);
  }

  private static int number(String text, int start, int length) {
    return Integer.parseInt(text, start, start + length, 10);
  }

  private static boolean isAnnounced(String text, int start) {
    String before =
        text.substring(Math.max(0, start - ANNOUNCED_WITHIN), start).toLowerCase(Locale.ROOT);
    return before.contains("ssn") || before.contains("social") || before.contains("itin");
  }
}

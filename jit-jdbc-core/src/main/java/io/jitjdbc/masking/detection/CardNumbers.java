package io.jitjdbc.masking.detection;

/**
 * Payment card numbers of 13 to 19 digits, in one piece or in groups that are set apart by single
 * blanks or hyphens.
 */
final class CardNumbers implements Finder {
  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int LONGEST_GROUP = 7;

  @Override
  public void find(String text, Finds finds) {
    int at = 0;
    while (at < text.length()) {
      if (Letters.isDigit(text.charAt(at))) {
        at = Letters.beginsAt(text, at) ? from(text, at, finds) : endOfGroup(text, at);
      } else {
        at++;
      }
    }
  }

  /** Looks at what begins here; returns where to go on. */
  private static int from(String text, int start, Finds finds) {
    int next = endOfGroup(text, start);
    int longestMatch = -1;
    int end = start;
    int digits = 0;
    int groups = 0;
    while (Letters.isDigit(text, end)) {
      int groupEnd = endOfGroup(text, end);
      digits += groupEnd - end;
      groups++;
      if (digits > LONGEST || (groups > 1 && groupEnd - end > LONGEST_GROUP)) {
        break;
      }
      if (digits >= SHORTEST
          && Letters.endsAt(text, groupEnd)
          && CardRanges.include(text, start, digits)
          && hasCheckDigit(text, start, groupEnd)) {
        longestMatch = groupEnd;
      }
      boolean goesOn = isSmall(groups == 1 ? groupEnd - start : 2) && isSeparated(text, groupEnd);
      if (!goesOn || (groups > 1 && groupEnd - end < 2)) {
        break;
      }
      end = groupEnd + 1;
    }
    if (longestMatch > 0) {
      finds.add(start, longestMatch);
      return longestMatch;
    }
    return next;
  }

  private static boolean isSmall(int group) {
    return group >= 2 && group <= LONGEST_GROUP;
  }

  private static boolean isSeparated(String text, int index) {
    return index + 1 < text.length()
        && (text.charAt(index) == ' ' || text.charAt(index) == '-')
        && Letters.isDigit(text, index + 1);
  }

  private static int endOfGroup(String text, int start) {
    int end = start;
    while (Letters.isDigit(text, end)) {
      end++;
    }
    return end;
  }

  /** Luhn's. */
  private static boolean hasCheckDigit(String text, int start, int end) {
    int sum = 0;
    boolean isDoubled = false;
    for (int i = end - 1; i >= start; i--) {
      char c = text.charAt(i);
      if (Letters.isDigit(c)) {
        int digit = c - '0';
        int weighed = isDoubled ? digit * 2 : digit;
        sum += weighed > 9 ? weighed - 9 : weighed;
        isDoubled = !isDoubled;
      }
    }
    return sum % 10 == 0;
  }
}

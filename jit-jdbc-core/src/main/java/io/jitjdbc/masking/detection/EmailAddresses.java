package io.jitjdbc.masking.detection;

/**
 * E-mail addresses: a local part without quotes, and a domain of at least two labels, the last one
 * of letters. Letters of any language count.
 */
final class EmailAddresses implements Finder {
  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_DOMAIN = 253;
  private static final int LONGEST_LABEL = 63;
  private static final String ALSO_LOCAL = ".+-_%'~!";

  @Override
  public void find(String text, Finds finds) {
    int at = text.indexOf('@');
    while (at >= 0) {
      int from = start(text, at);
      int to = from < at ? end(text, at + 1) : at;
      if (to > at + 1) {
        finds.add(from, to);
      }
      at = text.indexOf('@', at + 1);
    }
  }

  /** Where the local part begins; the index of the at sign if there is none. */
  private static int start(String text, int at) {
    if (at == 0 || text.charAt(at - 1) == '.') {
      return at;
    }
    int start = at;
    while (start > 0 && at - start < LONGEST_LOCAL_PART && isLocal(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && ".'".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start;
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || ALSO_LOCAL.indexOf(c) >= 0;
  }

  /** Where the longest domain that could exist ends; the start if there is none. */
  private static int end(String text, int start) {
    int end = start;
    int labelStart = start;
    int labels = 0;
    for (int i = start; i <= text.length() && i - start <= LONGEST_DOMAIN; i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (!isInLabel(c)) {
        if (!isLabel(text, labelStart, i)) {
          return end;
        }
        labels++;
        if (labels > 1 && isTopLevel(text, labelStart, i)) {
          end = i;
        }
        if (c != '.') {
          return end;
        }
        labelStart = i + 1;
      }
    }
    return end;
  }

  private static boolean isInLabel(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || Character.isSurrogate(c);
  }

  private static boolean isLabel(String text, int start, int end) {
    return end > start
        && end - start <= LONGEST_LABEL
        && text.charAt(start) != '-'
        && text.charAt(end - 1) != '-';
  }

  private static boolean isTopLevel(String text, int start, int end) {
    if (text.regionMatches(true, start, "xn--", 0, 4)) {
      return true;
    }
    for (int i = start; i < end; i++) {
      if (Character.isDigit(text.charAt(i)) || text.charAt(i) == '-') {
        return false;
      }
    }
    return end - start > 1;
  }
}

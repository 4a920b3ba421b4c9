package io.jitjdbc.masking.detection;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Telephone numbers: international ones with a plus and an assigned calling code, and national ones
 * only where they are spaced out as telephone numbers are. A bare row of digits is an id.
 */
final class PhoneNumbers implements Finder {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 15;

  /** Bounded, and with one way only to match: no text makes them slow. */
  private static final List<Pattern> NATIONAL =
      List.of(
          // (212) 555-0142, 212-555-0142, 212.555.0142, 1-212-555-0142
          Pattern.compile(
              "(?:1[-. ])?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[-.])[2-9]\\d{2}[-. ]\\d{4}(?!\\d)"),
          // 030 123456, 0171/1234567, (020) 7946 0958
          Pattern.compile(
              "\\(?0[1-9]\\d{1,3}(?:\\) ?| ?/ ?| )(?=(?:[ -]?\\d){6,9}(?!\\d))\\d{2,9}"
                  + "(?:[ -]\\d{2,5}){0,3}(?!\\d)"),
          // 01 23 45 67 89
          Pattern.compile("0[1-9](?:([ .])\\d{2})(?:\\1\\d{2}){3}(?![ .]?\\d)"));

  @Override
  public void find(String text, Finds finds) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean mayBegin = c == '+' || c == '(' || Letters.isDigit(c);
      if (mayBegin && isApart(text, at)) {
        int end = c == '+' ? international(text, at) : national(text, at);
        if (end > at) {
          finds.add(at, end);
          at = end - 1;
        }
      }
    }
  }

  /** Not in the middle of a word, of a number in groups, or of a calculation. */
  private static boolean isApart(String text, int at) {
    if (!Letters.beginsAt(text, at)) {
      return false;
    }
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    boolean isGroup = before == '-' || before == '.' || before == '/' || before == '+';
    return !isGroup && !(before == ' ' && Letters.isDigit(text, at - 2));
  }

  private static int international(String text, int plus) {
    int digits = 0;
    int end = plus;
    int at = plus + 1;
    while (at < text.length() && digits <= LONGEST) {
      char c = text.charAt(at);
      if (Letters.isDigit(c)) {
        digits++;
        end = at + 1;
      } else if (!isFiller(text, at)) {
        break;
      }
      at++;
    }
    boolean isLong = digits >= SHORTEST && digits <= LONGEST;
    boolean isNumber = isLong && Letters.endsAt(text, end) && CallingCodes.isAt(text, plus + 1);
    return isNumber && (text.charAt(plus + 1) != '1' || digits == 11) ? end : plus;
  }

  /** Two fillers in a row only around a parenthesis. */
  private static boolean isFiller(String text, int at) {
    char c = text.charAt(at);
    char before = text.charAt(at - 1);
    boolean isParenthesis = c == '(' || c == ')';
    return isParenthesis
        || ((c == ' ' || c == '-' || c == '.' || c == '/')
            && (Letters.isDigit(before) || before == ')'));
  }

  private static int national(String text, int start) {
    int end = Math.min(text.length(), start + 32);
    for (Pattern pattern : NATIONAL) {
      Matcher matcher = pattern.matcher(text).region(start, end).useTransparentBounds(true);
      if (matcher.lookingAt() && Letters.endsAt(text, matcher.end())) {
        return matcher.end();
      }
    }
    return start;
  }
}

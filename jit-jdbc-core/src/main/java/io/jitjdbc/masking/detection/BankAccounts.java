package io.jitjdbc.masking.detection;

import java.util.HashMap;
import java.util.Map;

/** International bank account numbers (ISO 13616), in one piece or in groups with single blanks. */
final class BankAccounts implements Finder {
  private static final String LENGTHS =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29"
          + "ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30"
          + "KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24"
          + "PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29"
          + "VA22VG24XK20YE30";
  private static final int ENTRY = 4;
  private static final Map<String, Integer> LENGTH_OF = lengths();

  private static Map<String, Integer> lengths() {
    var lengths = new HashMap<String, Integer>();
    for (int i = 0; i < LENGTHS.length(); i += ENTRY) {
      lengths.put(
          LENGTHS.substring(i, i + 2), Integer.parseInt(LENGTHS.substring(i + 2, i + ENTRY)));
    }
    return Map.copyOf(lengths);
  }

  @Override
  public void find(String text, Finds finds) {
    for (int at = 0; at + ENTRY < text.length(); at++) {
      if (mayBegin(text, at)) {
        int end = end(text, at);
        if (end > at) {
          finds.add(at, end);
          at = end - 1;
        }
      }
    }
  }

  private static boolean mayBegin(String text, int at) {
    return Letters.isLetter(text.charAt(at))
        && Letters.isLetter(text.charAt(at + 1))
        && Letters.isDigit(text.charAt(at + 2))
        && Letters.isDigit(text.charAt(at + 3))
        && Letters.beginsAt(text, at);
  }

  /** Where an account that begins here ends; the start if there is none. */
  private static int end(String text, int start) {
    String country = "" + upper(text.charAt(start)) + upper(text.charAt(start + 1));
    int length = LENGTH_OF.getOrDefault(country, 0);
    var number = new StringBuilder(length);
    int at = start;
    while (number.length() < length && at < text.length()) {
      char c = text.charAt(at);
      if (Letters.isInWord(c)) {
        number.append(upper(c));
      } else if (c != ' ' || text.charAt(at - 1) == ' ') {
        return start;
      }
      at++;
    }
    boolean isWhole = length > 0 && number.length() == length && Letters.endsAt(text, at);
    return isWhole && remainder(number) == 1 ? at : start;
  }

  private static char upper(char c) {
    return Letters.isLower(c) ? (char) (c - 'a' + 'A') : c;
  }

  /** Modulo 97, with the first four characters at the end and letters as two digits. */
  private static int remainder(CharSequence number) {
    int remainder = 0;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt((i + ENTRY) % number.length());
      int value = Character.digit(c, Character.MAX_RADIX);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
  }
}

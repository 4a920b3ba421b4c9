package io.jitjdbc.remote;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a service or a program wrote, made fit for our own messages: on one line, bounded, and
 * without what looks like a secret. It may hide too much; it must not show too much.
 */
public final class QuotedText {
  private static final String HIDDEN = "***";

  /** In this order: what is only part of a secret must not be left over by a rule before. */
  private static final List<Pattern> SECRETS =
      List.of(
          // A private key, to its end or to where the text was cut.
          Pattern.compile("-----BEGIN [A-Z ]{0,30}-----.*?(?:-----END [A-Z ]{0,30}-----|$)"),
          // The login in a URL.
          Pattern.compile("(?<=://)[^\\s/@]{1,200}@"),
          // A scheme of the Authorization header.
          Pattern.compile("(?i)(?<=\\b(?:bearer|basic|negotiate)\\s)\\s{0,9}\\S+"),
          // A value whose name says that it is one.
          Pattern.compile(
              "(?i)(?<=(?:pass|passwd|password|passphrase|pwd|secret|token|key|credential)"
                  + "[\\w.-]{0,20}[\"']?\\s{0,3}[=:]\\s{0,3})"
                  + "(?:\"(?:[^\"\\\\]|\\\\.)*+\"?|'[^']*+'?|[^\\s,;}&]+)"),
          // A JWT, whole or cut off.
          Pattern.compile("\\beyJ[\\w-]{5,}(?:\\.[\\w-]*){0,4}"),
          // Anything long that no word is: letters and digits without a break.
          Pattern.compile("(?=[\\w+=-]{0,200}\\d)(?=[\\w+=-]{0,200}[A-Za-z])[\\w+=-]{20,}"));

  private QuotedText() {}

  /**
   * The text as it may be shown.
   *
   * @param most characters of it
   * @param secrets that were given to whoever wrote it; empty ones do not count
   */
  public static String shown(String text, int most, List<String> secrets) {
    String clean = text;
    for (String secret : secrets) {
      clean = secret.isEmpty() ? clean : clean.replace(secret, HIDDEN);
    }
    clean = clean.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
    for (Pattern secret : SECRETS) {
      clean = secret.matcher(clean).replaceAll(HIDDEN);
    }
    return clean.length() <= most ? clean : clean.substring(0, most) + "...";
  }
}

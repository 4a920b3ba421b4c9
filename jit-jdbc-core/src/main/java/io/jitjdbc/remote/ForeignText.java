package io.jitjdbc.remote;

import java.util.List;
import java.util.regex.Pattern;

/** Text that somebody else wrote, made fit for a message. */
public final class ForeignText {
  private static final int LONGEST = 200;
  private static final String HIDDEN = "***";
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_.~+/=-]{40,}");

  private ForeignText() {}

  /** A name: on one line, so that it cannot forge others in a log, and not endless. */
  public static String shown(String name) {
    String clean = name.replaceAll("\\p{C}", "?");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }

  /** An explanation: the same, without what could be a token that it quotes. */
  public static String explained(String text) {
    return shown(SECRET.matcher(text).replaceAll(HIDDEN));
  }

  /**
   * The same, and without some secrets, which may be short.
   *
   * @param secrets that were given to whoever wrote it; empty ones do not count
   */
  public static String explained(String text, List<String> secrets) {
    String clean = text;
    for (String secret : secrets) {
      clean = secret.isEmpty() ? clean : clean.replace(secret, HIDDEN);
    }
    return explained(clean);
  }
}

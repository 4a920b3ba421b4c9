package io.jitjdbc.remote;

import java.util.regex.Pattern;

/** Text that somebody else wrote, made fit for a message. */
public final class ForeignText {
  private static final int LONGEST = 200;
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_.~+/=-]{40,}");

  private ForeignText() {}

  /** A name: on one line, so that it cannot forge others in a log, and not endless. */
  public static String shown(String name) {
    String clean = name.replaceAll("\\p{C}", "?");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }

  /** An explanation: the same, without what could be a token that it quotes. */
  public static String explained(String text) {
    return shown(SECRET.matcher(text).replaceAll("***"));
  }
}

package io.jitjdbc.approval.protocol;

import java.text.ParseException;
import java.util.regex.Pattern;

/** Names of requests and uses: they become parts of paths and of messages. */
public final class Ids {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  private Ids() {}

  /** Whether it can be one. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static String require(String text) throws ParseException {
    if (!isId(text)) {
      throw new ParseException("id must be letters, digits, dots, dashes and underscores", 0);
    }
    return text;
  }
}

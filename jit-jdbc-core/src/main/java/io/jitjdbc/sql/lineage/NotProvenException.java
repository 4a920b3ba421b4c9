package io.jitjdbc.sql.lineage;

import java.util.regex.Matcher;

/** Ends an analysis; the message is the reason that people read, and holds no value. */
final class NotProvenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotProvenException(String reason) {
    super(reason, null, false, false);
  }

  /** Puts names in place of each {@code %s}: they are safe to show, literals are not. */
  static NotProvenException of(String pattern, String... names) {
    String reason = pattern;
    for (String name : names) {
      reason = reason.replaceFirst("%s", Matcher.quoteReplacement(name));
    }
    return new NotProvenException(reason);
  }

  /** Every optional part of a syntax node that the analysis does not follow passes here. */
  static void refuseIf(boolean present, String what) {
    if (present) {
      throw new NotProvenException(what + " cannot be followed to its columns");
    }
  }
}

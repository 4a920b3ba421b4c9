package io.jitjdbc.sql.lineage;

/** Ends an analysis; the message is the reason that people read, and holds no value. */
final class NotProvenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotProvenException(String reason) {
    super(reason, null, false, false);
  }

  /** For names: they are safe to show, literals are not. */
  static NotProvenException of(String format, Object... names) {
    return new NotProvenException(String.format(format, names));
  }

  /** Every optional part of a syntax node that the analysis does not follow passes here. */
  static void refuseIf(boolean present, String what) {
    if (present) {
      throw new NotProvenException(what + " cannot be followed to its columns");
    }
  }
}

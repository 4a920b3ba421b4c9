package io.jitjdbc.audit.replay;

import static java.util.Objects.requireNonNull;

/** A form has no place for what is on record; the message says why, and holds no value. */
public final class NotTellableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Why why;

  /** Why something cannot be told in a form. */
  public enum Why {
    /** There is more than one result, and the form is for one. */
    SEVERAL("there is more than one result, and CSV is for one"),
    /** Something was read of a row that was over. */
    LATE("the caller read on in a row that it had left, for which CSV has no place: take json"),
    /** There is no key to it. */
    ENCRYPTED("what was read is encrypted, and no key to it was given"),
    /** There is no result. */
    NOTHING("no result is on record there");

    private final String text;

    Why(String text) {
      this.text = text;
    }
  }

  NotTellableException(Why why) {
    super(requireNonNull(why).text);
    this.why = why;
  }

  /** The reason, for whoever knows what to do about it. */
  public Why why() {
    return why;
  }
}

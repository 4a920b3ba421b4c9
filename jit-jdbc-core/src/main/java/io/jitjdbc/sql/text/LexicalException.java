package io.jitjdbc.sql.text;

/**
 * The text cannot be read with certainty, and so it must not run. The message says why and what to
 * write instead; it holds no value of the text.
 */
public final class LexicalException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean certain;

  private LexicalException(String message, boolean certain) {
    super(message);
    this.certain = certain;
  }

  /** The database might read it, but not provably as we do. */
  static LexicalException refused(String message) {
    return new LexicalException(message, false);
  }

  /** The database, read this way, would refuse it as well. */
  static LexicalException unreadable(String message) {
    return new LexicalException(message, true);
  }

  boolean certain() {
    return certain;
  }
}

package io.jitjdbc.masking.function;

/**
 * A text that can be looked at so often and no more: a regular expression that backtracks for ever
 * on some value ends here.
 */
final class MeteredText implements CharSequence {
  private static final int ALLOWANCE = 1_000;
  private static final int LOOKS_PER_CHARACTER = 100;

  private final String text;
  private long looksLeft;

  MeteredText(String text) {
    this.text = text;
    this.looksLeft = ALLOWANCE + (long) LOOKS_PER_CHARACTER * text.length();
  }

  @Override
  public char charAt(int index) {
    if (--looksLeft < 0) {
      throw new UsedUpException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Without a stack trace: it is thrown per value. */
  static final class UsedUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsedUpException() {
      super("too many steps", null, false, false);
    }
  }
}

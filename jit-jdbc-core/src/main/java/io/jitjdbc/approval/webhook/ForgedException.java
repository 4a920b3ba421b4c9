package io.jitjdbc.approval.webhook;

/** A message is not from whom it should be, or not of now; says why without quoting it. */
final class ForgedException extends Exception {
  private static final long serialVersionUID = 1L;

  ForgedException(String message) {
    super(message);
  }
}

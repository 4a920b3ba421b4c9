package io.jitjdbc.spring.client;

/** A DataSource would have gone past the driver. */
final class NotEnforcedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String action;

  /**
   * A refusal to start.
   *
   * @param message what is wrong
   * @param action what to do about it
   */
  NotEnforcedException(String message, String action) {
    super(message);
    this.action = action;
  }

  String action() {
    return action;
  }
}

package io.jitjdbc.audit.shipping;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Events did not get through, for now. The message says why and what to repair, without any value.
 */
public final class UndeliveredException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration pause;

  public UndeliveredException(String message) {
    this(message, Duration.ZERO);
  }

  /**
   * @param pause how long the other end asks to be left alone
   */
  public UndeliveredException(String message, Duration pause) {
    super(requireNonNull(message));
    this.pause = requireNonNull(pause);
  }

  Duration pause() {
    return pause;
  }
}

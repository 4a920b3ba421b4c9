package io.jitjdbc.spring.client;

import java.sql.SQLException;
import java.util.Optional;

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

  /** One for the sake of a setting that the driver refused. */
  NotEnforcedException(String message, String action, SQLException setting) {
    super(message, setting);
    this.action = action;
  }

  String action() {
    return action;
  }

  /** What the driver says of a setting, if that is what is wrong. */
  Optional<String> setting() {
    return Optional.ofNullable(getCause()).map(Throwable::getMessage);
  }
}

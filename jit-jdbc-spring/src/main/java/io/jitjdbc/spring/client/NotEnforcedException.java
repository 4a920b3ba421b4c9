package io.jitjdbc.spring.client;

import java.util.Optional;

/** A DataSource would have gone past the driver. */
final class NotEnforcedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String action;
  private final String setting;

  /**
   * A refusal to start.
   *
   * @param message what is wrong
   * @param action what to do about it
   */
  NotEnforcedException(String message, String action) {
    this(message, action, "");
  }

  /**
   * One for the sake of a setting.
   *
   * @param setting what the driver says of it
   */
  NotEnforcedException(String message, String action, String setting) {
    super(message);
    this.action = action;
    this.setting = setting;
  }

  String action() {
    return action;
  }

  /** What the driver says of a setting, if that is what is wrong. */
  Optional<String> setting() {
    return setting.isEmpty() ? Optional.empty() : Optional.of(setting);
  }
}

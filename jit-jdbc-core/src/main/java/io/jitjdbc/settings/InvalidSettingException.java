package io.jitjdbc.settings;

import static java.util.Objects.requireNonNull;

/** A setting is missing, unknown or unreadable; the message names it and says what it expects. */
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettingException(String message) {
    super(requireNonNull(message));
  }
}

package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

/** A sink cannot keep events; the message says what to repair, without any value. */
public final class AuditUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public AuditUnavailableException(String message) {
    super(requireNonNull(message));
  }
}

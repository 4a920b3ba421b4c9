package io.jitjdbc.access;

import static java.util.Objects.requireNonNull;

/**
 * Access did not happen. The message names the rule or the part that refused, the reason, and what
 * to do next; it never holds a secret, a bind value or an SQL literal.
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final SqlState state;
  private final String reason;

  public RefusedException(SqlState state, String message) {
    super(requireNonNull(message));
    this.state = requireNonNull(state);
    this.reason = message;
  }

  /** For causes whose own text is free of secrets and values. */
  public RefusedException(SqlState state, String message, Throwable cause) {
    super(requireNonNull(message), requireNonNull(cause));
    this.state = requireNonNull(state);
    this.reason = message;
  }

  /** A refusal by policy or for want of certainty. */
  public static RefusedException denied(String message) {
    return new RefusedException(SqlState.DENIED, message);
  }

  public SqlState state() {
    return state;
  }

  /** Never null, unlike that of other exceptions. */
  @Override
  public String getMessage() {
    return reason;
  }
}

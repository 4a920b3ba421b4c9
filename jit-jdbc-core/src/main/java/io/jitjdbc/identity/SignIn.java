package io.jitjdbc.identity;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;

/** The wording of sign-ins that fail. */
public final class SignIn {
  private SignIn() {}

  /** Somebody said no: {@code 28000}. Both texts are without a full stop at their end. */
  public static RefusedException refused(String why, String next) {
    return new RefusedException(
        SqlState.CREDENTIAL_REFUSED, "Sign-in refused: " + why + ". " + next + ".");
  }

  /** Nobody answered: {@code 08001}. Both texts are without a full stop at their end. */
  public static RefusedException impossible(String why, String next) {
    return new RefusedException(
        SqlState.UNREACHABLE, "Sign-in is not possible: " + why + ". " + next + ".");
  }

  /** The thread that waited was interrupted: {@code 57014}. */
  public static RefusedException interrupted() {
    return new RefusedException(
        SqlState.CANCELLED, "Sign-in ended: the thread was interrupted while it waited.");
  }
}

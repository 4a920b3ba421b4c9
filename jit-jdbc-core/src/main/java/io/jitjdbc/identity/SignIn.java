package io.jitjdbc.identity;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;

/** The wording of refused sign-ins. */
final class SignIn {
  private static final int LONGEST_NAME = 200;

  private SignIn() {}

  static RefusedException refused(String why, String next) {
    return new RefusedException(
        SqlState.CREDENTIAL_REFUSED, "Sign-in refused: " + why + ". " + next + ".");
  }

  static RefusedException impossible(String why, String next) {
    return new RefusedException(
        SqlState.UNREACHABLE, "Sign-in is not possible: " + why + ". " + next + ".");
  }

  /** A name out of a token: as long as nothing is verified it may try to forge lines of a log. */
  static String shown(String name) {
    String clean = name.replaceAll("\\p{C}", "?");
    return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME) + "...";
  }
}

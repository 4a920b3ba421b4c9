package io.jitjdbc.policy.signed;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;

/**
 * The wording of refused policies. Their state is that of a refused credential: the lease is good
 * for nothing without a policy to decide by, nothing was asked yet that could be denied, and to
 * connect again at once would not help.
 */
final class Adoption {
  private static final int LONGEST_NAME = 200;

  private Adoption() {}

  static RefusedException refused(String why, String next) {
    return new RefusedException(
        SqlState.CREDENTIAL_REFUSED, "Policy refused: " + why + ". " + next + ".");
  }

  static RefusedException impossible(String why, String next) {
    return new RefusedException(
        SqlState.UNREACHABLE, "The policy cannot be checked: " + why + ". " + next + ".");
  }

  /** A name that somebody else wrote, on one line and bounded. */
  static String shown(String name) {
    String clean = name.replaceAll("\\p{C}", "?");
    return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME) + "...";
  }
}

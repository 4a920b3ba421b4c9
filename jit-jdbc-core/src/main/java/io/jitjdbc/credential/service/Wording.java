package io.jitjdbc.credential.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;

/** How it is said that there is no lease. */
final class Wording {
  private Wording() {}

  static RefusedException refused(String why, String next) {
    return new RefusedException(SqlState.CREDENTIAL_REFUSED, text(why, next));
  }

  static RefusedException unreachable(String why, String next) {
    return new RefusedException(SqlState.UNREACHABLE, text(why, next));
  }

  static RefusedException interrupted() {
    return new RefusedException(
        SqlState.CANCELLED, "No lease: the thread was interrupted while it waited for one.");
  }

  private static String text(String why, String next) {
    return "No lease: " + why + ". " + next + ".";
  }
}

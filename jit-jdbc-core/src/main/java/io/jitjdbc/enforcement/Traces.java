package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;

/** What statements that were only observed may have left in a session. Thread-safe. */
final class Traces {
  private volatile boolean left;

  void note(Template ran) {
    if (ran.leavesTraces()) {
      left = true;
    }
  }

  boolean areLeft() {
    return left;
  }

  static RefusedException refusal() {
    return new RefusedException(
        SqlState.LEASE_ENDED,
        "this connection ran statements, while the policy was only observed, that it does not"
            + " permit, and now it is enforced; open a new connection (a pool does so by"
            + " itself)");
  }
}

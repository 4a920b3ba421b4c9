package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a statement does that needs an approval.
 *
 * @param kind wait for the answer, or fail at once and go through on a later try
 * @param longest how long a statement waits at most; a shorter query timeout wins
 * @param inTransaction whether it waits even where its transaction has written, and holds locks
 */
public record ApprovalMode(Kind kind, Duration longest, boolean inTransaction) {

  /** Both end in the same place: a statement that runs only once it is approved. */
  public enum Kind {
    WAIT,
    FAIL
  }

  public ApprovalMode {
    requireNonNull(kind);
    requireNonNull(longest);
  }
}

package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

/**
 * What one person says to a request.
 *
 * @param granted yes or no
 * @param comment what the one who asked should know; may be empty
 */
public record Verdict(boolean granted, String comment) {
  public Verdict {
    requireNonNull(comment);
  }
}

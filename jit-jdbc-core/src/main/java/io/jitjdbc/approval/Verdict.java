package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

/**
 * What one person says to a request.
 *
 * @param granted yes or no
 * @param comment what the one who asked should know; may be empty
 * @param evidence a compact JWS that proves it, by the person's own key or that of the channel it
 *     came by; empty if nobody signed it
 */
public record Verdict(boolean granted, String comment, String evidence) {
  public Verdict {
    requireNonNull(comment);
    requireNonNull(evidence);
  }

  /** Nobody signed it. */
  public Verdict(boolean granted, String comment) {
    this(granted, comment, "");
  }
}

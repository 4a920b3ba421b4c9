package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;

/**
 * Something that people are told because time has passed, and nothing else has happened.
 *
 * @param at when it was due
 * @param groups whose members it is for
 */
public record Notice(Kind kind, Instant at, Set<String> groups) {

  /** Why: nobody has answered for a while, or others may answer from now on as well. */
  public enum Kind {
    REMINDED,
    ESCALATED
  }

  public Notice {
    requireNonNull(kind);
    requireNonNull(at);
    groups = Set.copyOf(groups);
  }
}

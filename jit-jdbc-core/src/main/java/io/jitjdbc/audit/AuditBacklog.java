package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a sink has yet to carry elsewhere, as far as is known now.
 *
 * @param sink the sink's name
 * @param waiting how many events; at least so many while they are still being counted
 * @param oldest when the oldest of them happened; empty if none waits
 * @param refused how many events the other end refused for good since this process began
 * @param failure why nothing can be delivered now, without any value; empty if all is well
 */
public record AuditBacklog(
    String sink, long waiting, Optional<Instant> oldest, long refused, String failure) {
  public AuditBacklog {
    requireNonNull(sink);
    requireNonNull(oldest);
    requireNonNull(failure);
  }
}

package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * From when a version counts for a database, and by whom.
 *
 * @param serial counts up; drivers hold policies of a database against each other by it
 * @param version the number of the policy's version
 */
public record RollOut(
    long serial, String target, long version, String person, String remark, Instant at) {
  public RollOut {
    requireNonNull(target);
    requireNonNull(person);
    requireNonNull(remark);
    requireNonNull(at);
  }
}

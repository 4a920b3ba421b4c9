package io.jitjdbc.usage;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Digests;
import java.util.List;

/**
 * What is counted together. A key counts one sort of thing, rows or distinct values: both under one
 * key would use up the same limit.
 *
 * @param subject key of the subject who reads
 * @param budget the policy's id of the limit
 * @param target the database
 */
public record UsageKey(String subject, String budget, String target) {
  public UsageKey {
    requireNonNull(subject);
    requireNonNull(budget);
    requireNonNull(target);
  }

  /** SHA-256 in hexadecimal: equal for equal keys, different for different ones. */
  public String digest() {
    return Digests.of(List.of(subject, budget, target));
  }
}

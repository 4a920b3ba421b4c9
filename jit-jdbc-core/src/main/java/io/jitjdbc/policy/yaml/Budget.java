package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.util.Collection;
import java.util.List;

/** One budget of the policy: what each of these subjects may read of these resources, together. */
record Budget(Who who, List<ResourcePattern> resources, LimitUsage limit) {

  boolean isAbout(Subject subject) {
    return who.includes(subject);
  }

  /**
   * Whether rows of a statement with these accesses count, if there are any. A write counts as
   * well: what RETURNING and generated keys hand out are rows of the table that is written.
   */
  boolean counts(Collection<Access> accesses) {
    return accesses.stream()
        .anyMatch(
            access -> resources.stream().anyMatch(pattern -> pattern.hits(access.resource())));
  }
}

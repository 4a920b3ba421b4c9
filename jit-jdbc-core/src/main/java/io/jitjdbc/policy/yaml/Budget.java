package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.Measure.People;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One budget of the policy: what each of these subjects may read of these resources, together.
 *
 * @param identity the columns that tell people apart; none unless people are counted
 * @param limit its measure names no columns yet
 */
record Budget(
    Who who, List<ResourcePattern> resources, List<ColumnPattern> identity, LimitUsage limit) {

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

  /** What it comes to for a statement with these accesses. */
  LimitUsage limit(Collection<Access> accesses, Kin kin) {
    if (identity.isEmpty()) {
      return limit;
    }
    Set<Column> identities =
        columns(accesses, kin, column -> identity.stream().anyMatch(one -> one.matches(column)));
    Set<Column> counted =
        columns(accesses, kin, column -> resources.stream().anyMatch(one -> one.hits(column)));
    return new LimitUsage(
        limit.budget(), new People(identities, counted), limit.limit(), limit.beyond());
  }

  private static Set<Column> columns(
      Collection<Access> accesses, Kin kin, Predicate<Column> wanted) {
    return Columns.in(accesses)
        .filter(column -> kin.with(column).stream().anyMatch(wanted))
        .collect(Collectors.toUnmodifiableSet());
  }
}

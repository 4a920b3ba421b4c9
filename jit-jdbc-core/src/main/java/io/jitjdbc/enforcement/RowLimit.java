package io.jitjdbc.enforcement;

import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Obligation.LimitRows;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a result set hands out before somebody must be asked, and the budgets that they are
 * counted in.
 */
final class RowLimit {
  static final RowLimit NONE = new RowLimit(null, List.of());

  private final @Nullable LimitRows obligation;
  private final List<LimitUsage> budgets;

  private RowLimit(@Nullable LimitRows obligation, List<LimitUsage> budgets) {
    this.obligation = obligation;
    this.budgets = budgets;
  }

  /** The smallest limit and all the budgets. */
  static RowLimit in(Permit permit) {
    Obligations asked = Obligations.of(permit);
    return asked.limits().isEmpty() && asked.budgets().isEmpty()
        ? NONE
        : new RowLimit(
            asked.limits().stream().min(Comparator.comparingLong(LimitRows::rows)).orElse(null),
            List.copyOf(asked.budgets()));
  }

  /** {@link Long#MAX_VALUE} when there is no limit. */
  long rows() {
    return obligation == null ? Long.MAX_VALUE : obligation.rows();
  }

  Optional<LimitRows> obligation() {
    return Optional.ofNullable(obligation);
  }

  List<LimitUsage> budgets() {
    return budgets;
  }

  boolean hasBudget(String id) {
    return budgets.stream().anyMatch(budget -> budget.budget().equals(id));
  }

  /** Whether people may be asked when the statement has run already. */
  boolean asksLater() {
    return obligation != null || !budgets.isEmpty();
  }

  /** As many rows of one result as that other limit says. */
  RowLimit with(RowLimit other) {
    return new RowLimit(other.obligation, budgets);
  }
}

package io.jitjdbc.enforcement;

import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many rows and bytes a result set hands out before somebody must be asked, and the budgets
 * that they are counted in. Immutable.
 */
final class RowLimit {
  static final RowLimit NONE = new RowLimit(null, null, List.of());

  private final @Nullable LimitResult rows;
  private final @Nullable LimitResult bytes;
  private final List<LimitUsage> budgets;

  private RowLimit(
      @Nullable LimitResult rows, @Nullable LimitResult bytes, List<LimitUsage> budgets) {
    this.rows = rows;
    this.bytes = bytes;
    this.budgets = budgets;
  }

  /** The smallest limits and all the budgets. */
  static RowLimit in(Permit permit) {
    Obligations asked = Obligations.of(permit);
    return asked.limits().isEmpty() && asked.budgets().isEmpty()
        ? NONE
        : new RowLimit(
            smallest(asked.limits(), new Measure.Rows()),
            smallest(asked.limits(), new Measure.Bytes()),
            List.copyOf(asked.budgets()));
  }

  private static @Nullable LimitResult smallest(List<LimitResult> limits, Measure measure) {
    return limits.stream()
        .filter(limit -> limit.measure().equals(measure))
        .min(Comparator.comparingLong(LimitResult::most))
        .orElse(null);
  }

  /** {@link Long#MAX_VALUE} when there is no limit. */
  long rows() {
    return rows == null ? Long.MAX_VALUE : rows.most();
  }

  Optional<LimitResult> rowsObligation() {
    return Optional.ofNullable(rows);
  }

  /** {@link Long#MAX_VALUE} when there is no limit. */
  long bytes() {
    return bytes == null ? Long.MAX_VALUE : bytes.most();
  }

  Optional<LimitResult> bytesObligation() {
    return Optional.ofNullable(bytes);
  }

  List<LimitUsage> budgets() {
    return budgets;
  }

  boolean hasBudget(String id) {
    return budgets.stream().anyMatch(budget -> budget.budget().equals(id));
  }

  /** Whether more has to be known of a row than that there is one more. */
  boolean countsRows() {
    return bytes != null || !budgets.isEmpty();
  }

  /** Whether people may be asked when the statement has run already. */
  boolean asksLater() {
    return rows != null || countsRows();
  }

  /** As many rows of one result as that other limit says. */
  RowLimit withRowsOf(RowLimit other) {
    return new RowLimit(other.rows, bytes, budgets);
  }

  /** As many bytes of one result as that other limit says. */
  RowLimit withBytesOf(RowLimit other) {
    return new RowLimit(rows, other.bytes, budgets);
  }
}

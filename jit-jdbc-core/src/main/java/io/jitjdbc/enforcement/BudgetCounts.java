package io.jitjdbc.enforcement;

import io.jitjdbc.audit.BudgetUse;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one statement was counted for, over all its results and in each of its budgets, for records.
 * Thread-safe; nothing is made for a statement that is counted in none.
 */
final class BudgetCounts {
  private volatile @Nullable Map<String, One> byBudget;

  /** The count of one budget. */
  final class One {
    private final LimitUsage obligation;
    private final AtomicLong counted = new AtomicLong();

    private One(LimitUsage obligation) {
      this.obligation = obligation;
    }

    LimitUsage obligation() {
      return obligation;
    }

    /** So much more was counted, for good. */
    void add(long more) {
      counted.addAndGet(more);
    }

    Excess excess() {
      return Excess.of(obligation, uses());
    }

    Excess uncounted(String why) {
      return Excess.uncounted(obligation, why, uses());
    }

    private BudgetUse use() {
      return new BudgetUse(
          obligation.budget(),
          obligation.measure().unit(),
          counted.get(),
          obligation.limit().most(),
          obligation.limit().window());
    }
  }

  /** The same count for each result. */
  One of(LimitUsage budget) {
    return made().computeIfAbsent(budget.budget(), name -> new One(budget));
  }

  private synchronized Map<String, One> made() {
    Map<String, One> known = byBudget;
    if (known == null) {
      known = new ConcurrentSkipListMap<>();
      byBudget = known;
    }
    return known;
  }

  /** Of each budget, by name. */
  List<BudgetUse> uses() {
    Map<String, One> known = byBudget;
    return known == null ? List.of() : known.values().stream().map(One::use).toList();
  }
}

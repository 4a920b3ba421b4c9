package io.jitjdbc.enforcement;

import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Measure.People;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes what counts the rows of one result for somebody on some database. */
record Meters(
    Permission permission, BudgetCounts counts, UsageLedger ledger, String subject, String target) {

  /**
   * One meter for each limit and budget. Whoever was counted stays counted, so people come last:
   * nobody is counted for a row that another budget holds back.
   */
  RowBudgets budgets(RowLimit limit, Function<People, Persons> persons) {
    var counts = new ArrayList<Meter>();
    var people = new ArrayList<Meter>();
    if (limit.bytesObligation().isPresent()) {
      counts.add(new ByteLimit(permission::byteLimit));
    }
    for (LimitUsage budget : limit.budgets()) {
      List<Meter> kind = budget.measure() instanceof People ? people : counts;
      kind.add(meter(budget, persons));
    }
    counts.addAll(people);
    return new RowBudgets(List.copyOf(counts), permission);
  }

  private Meter meter(LimitUsage budget, Function<People, Persons> persons) {
    var key = new UsageKey(subject, budget.budget(), target);
    var counted = counts.of(budget);
    return budget
        .measure()
        .fold(
            new Measure.Cases<Meter>(
                () -> Budget.ofRows(counted, key, ledger),
                people -> new PeopleBudget(counted, key, ledger, persons.apply(people)),
                () -> Budget.ofBytes(counted, key, ledger)));
  }
}

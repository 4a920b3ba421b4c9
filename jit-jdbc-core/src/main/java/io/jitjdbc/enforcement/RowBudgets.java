package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the rows of one result against the budgets of its statement. A row may be handed out if
 * all of them let it through, and is counted before it is.
 *
 * <p>Rows are taken by one thread at a time; any thread may close it meanwhile, and waits for
 * nothing but the ledger.
 */
public final class RowBudgets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RowBudgets.class);

  private final List<Budget> budgets;
  private final Permission permission;

  private RowBudgets(List<Budget> budgets, Permission permission) {
    this.budgets = budgets;
    this.permission = permission;
  }

  static RowBudgets of(
      List<LimitUsage> obligations, UsageLedger ledger, UsageKeys keys, Permission permission) {
    var budgets = new ArrayList<Budget>(obligations.size());
    for (LimitUsage obligation : obligations) {
      budgets.add(new Budget(obligation, keys.of(obligation), ledger));
    }
    return new RowBudgets(budgets, permission);
  }

  /** Names what is counted together. */
  @FunctionalInterface
  interface UsageKeys {
    UsageKey of(LimitUsage budget);
  }

  /** Whether the next row waits for nobody: it is reserved. */
  public boolean holdRow() {
    for (Budget budget : budgets) {
      if (!budget.holdsRow()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Counts a row. May block on the network, and waits for people where a budget is used up beyond
   * which they are asked.
   *
   * @param before how many rows the result has handed out
   * @throws RefusedException if the row may not be handed out
   */
  public void take(long before) throws RefusedException {
    try {
      for (Budget budget : budgets) {
        require(budget);
      }
    } catch (RefusedException e) {
      String sofar = " (this result handed out " + before + " rows until then)";
      throw new RefusedException(e.state(), e.getMessage() + sofar);
    }
    for (Budget budget : budgets) {
      if (!budget.spend()) {
        throw RefusedException.denied("the result was closed while its row was counted");
      }
    }
  }

  private void require(Budget budget) throws RefusedException {
    if (!isReserved(budget) && !budget.isClosed()) {
      permission.goBeyond(Excess.of(budget.obligation()));
      budget.lift();
      isReserved(budget);
    }
  }

  private boolean isReserved(Budget budget) throws RefusedException {
    try {
      return budget.reserve();
    } catch (RefusedException e) {
      permission.goBeyond(Excess.uncounted(budget.obligation(), e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("The ledger failed to count budget {}", budget.obligation().budget(), e);
      permission.goBeyond(Excess.uncounted(budget.obligation(), "it failed; see the log"));
    }
    // Only where the policy is observed does anybody come here.
    budget.waive();
    return true;
  }

  /** Gives back what is reserved and was not taken, for as long as nobody reads on. */
  public void giveBack() {
    budgets.forEach(Budget::giveBack);
  }

  /** The same for good. */
  @Override
  public void close() {
    budgets.forEach(Budget::close);
  }
}

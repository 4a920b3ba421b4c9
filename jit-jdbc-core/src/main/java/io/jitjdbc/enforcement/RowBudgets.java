package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the rows of one result against the budgets and the limits of its statement. A row may be
 * handed out if all of them let it through, and is counted before it is.
 *
 * <p>Rows are taken by one thread at a time; any thread may close it meanwhile, and waits for
 * nothing but the ledger.
 */
public final class RowBudgets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RowBudgets.class);

  /** A limit that is still there after so many approvals is there for good. */
  private static final int MOST_ASKED = 8;

  private final List<Meter> meters;
  private final Permission permission;

  RowBudgets(List<Meter> meters, Permission permission) {
    this.meters = meters;
    this.permission = permission;
  }

  /** Whether the next row waits for nobody, whatever it holds. */
  public boolean holdRow() {
    for (Meter meter : meters) {
      if (!meter.holdsAnyRow()) {
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
  public void take(long before, CountedRow row) throws RefusedException {
    try {
      for (Meter meter : meters) {
        require(meter, row);
      }
    } catch (RefusedException e) {
      String sofar = " (this result handed out " + before + " rows until then)";
      throw new RefusedException(e.state(), e.getMessage() + sofar);
    }
    for (Meter meter : meters) {
      if (!meter.spend(row)) {
        throw RefusedException.denied("the result was closed while its row was counted");
      }
    }
  }

  /** There may be a further limit behind one that people lift. */
  private void require(Meter meter, CountedRow row) throws RefusedException {
    for (int asked = 0; !isReserved(meter, row) && !meter.isClosed(); asked++) {
      if (asked == MOST_ASKED) {
        throw RefusedException.denied(meter.excess().reason());
      }
      permission.goBeyond(meter.excess());
      meter.lift();
    }
  }

  private boolean isReserved(Meter meter, CountedRow row) throws RefusedException {
    try {
      return meter.reserve(row);
    } catch (RefusedException e) {
      permission.goBeyond(meter.uncounted(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("A limit could not be counted: {}", meter.uncounted("it failed").reason(), e);
      permission.goBeyond(meter.uncounted("it failed; see the log"));
    }
    // Only where the policy is observed does anybody come here.
    meter.waive();
    return true;
  }

  /** Gives back what is reserved and was not taken, for as long as nobody reads on. */
  public void giveBack() {
    meters.forEach(Meter::giveBack);
  }

  /** The same for good. */
  @Override
  public void close() {
    meters.forEach(Meter::close);
  }
}

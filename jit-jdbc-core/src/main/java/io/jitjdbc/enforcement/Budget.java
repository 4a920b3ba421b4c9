package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLimit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What one result takes from one budget of rows or bytes: in blocks, because asking the ledger for
 * each row would be dear. No lock is held while the ledger is asked.
 */
final class Budget implements Meter {
  /** No result keeps more than so much of a budget from the subject's other statements. */
  private static final long PART = 20;

  private final BudgetCounts.One counted;
  private final LimitUsage obligation;
  private final UsageKey key;
  private final UsageLedger ledger;
  private final Size size;
  private final long largest;
  private UsageLimit limit;
  // Most results are short: blocks grow with what was read.
  private long block;
  private final Deque<Held> held = new ArrayDeque<>();
  private boolean waived;
  private boolean closed;

  /** How much of the budget a row is. */
  private interface Size {
    long of(CountedRow row) throws RefusedException;
  }

  /** What is left of a reservation. */
  private record Held(Reservation reservation, long left) {}

  private Budget(
      BudgetCounts.One counted, UsageKey key, UsageLedger ledger, Size size, Blocks blocks) {
    this.counted = counted;
    this.obligation = counted.obligation();
    this.key = key;
    this.ledger = ledger;
    this.size = size;
    this.limit = obligation.limit();
    this.block = blocks.first();
    this.largest = Math.max(1, Math.min(blocks.largest(), limit.most() / PART));
  }

  private record Blocks(long first, long largest) {}

  static Budget ofRows(BudgetCounts.One counted, UsageKey key, UsageLedger ledger) {
    return new Budget(counted, key, ledger, row -> 1, new Blocks(1, 100));
  }

  static Budget ofBytes(BudgetCounts.One counted, UsageKey key, UsageLedger ledger) {
    return new Budget(counted, key, ledger, CountedRow::bytes, new Blocks(4 * 1024, 1024 * 1024));
  }

  @Override
  public synchronized boolean holdsAnyRow() {
    boolean alike = obligation.measure() instanceof Measure.Rows;
    return waived || (alike && left() > 0);
  }

  private long left() {
    long left = 0;
    for (Held one : held) {
      left += one.left();
    }
    return left;
  }

  @Override
  public boolean reserve(CountedRow row) throws RefusedException {
    long lacking;
    synchronized (this) {
      if (waived) {
        return true;
      }
      lacking = size.of(row) - left();
      if (lacking <= 0) {
        return true;
      }
    }
    return keep(ledger.reserve(key, limit, Math.max(lacking, Math.min(block, largest))), lacking);
  }

  /** What does not do for the row is of no use to anybody here, and is given back. */
  private boolean keep(Reservation reserved, long lacking) {
    synchronized (this) {
      block = Math.min(2 * block, largest);
      if (!closed && reserved.granted() >= lacking) {
        held.add(new Held(reserved, reserved.granted()));
        return true;
      }
    }
    if (reserved.granted() > 0) {
      ledger.giveBack(reserved, reserved.granted());
    }
    return false;
  }

  @Override
  public synchronized boolean spend(CountedRow row) throws RefusedException {
    if (waived) {
      return true;
    }
    long due = size.of(row);
    if (closed || left() < due) {
      return false;
    }
    counted.add(due);
    while (due > 0) {
      Held first = held.remove();
      long spent = Math.min(due, first.left());
      due -= spent;
      if (spent < first.left()) {
        held.addFirst(new Held(first.reservation(), first.left() - spent));
      }
    }
    return true;
  }

  @Override
  public Excess excess() {
    return counted.excess();
  }

  @Override
  public Excess uncounted(String why) {
    return counted.uncounted(why);
  }

  /** From here on, rows are counted and never refused. */
  @Override
  public void lift() {
    limit = limit.lifted();
  }

  @Override
  public synchronized void waive() {
    waived = true;
  }

  @Override
  public void giveBack() {
    List<Held> unread;
    synchronized (this) {
      unread = new ArrayList<>(held);
      held.clear();
    }
    unread.forEach(one -> ledger.giveBack(one.reservation(), one.left()));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      waived = false;
    }
    giveBack();
  }

  @Override
  public synchronized boolean isClosed() {
    return closed;
  }
}

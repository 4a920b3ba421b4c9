package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLimit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Whom one result is about, counted in one budget of people: the ledger is asked about everybody
 * whom this result has not shown yet. Who was counted stays counted; nothing is given back.
 */
final class PeopleBudget implements Meter {
  /** The ledger knows the others; asking it again counts nobody twice. */
  private static final int MOST_REMEMBERED = 10_000;

  private final BudgetCounts.One counts;
  private final UsageKey key;
  private final UsageLedger ledger;
  private final Persons persons;
  private final String salt;
  private final String result = UUID.randomUUID().toString();
  private final Set<String> admitted = new HashSet<>();
  private UsageLimit limit;
  private boolean counted;
  private volatile boolean waived;
  private volatile boolean closed;

  PeopleBudget(BudgetCounts.One counts, UsageKey key, UsageLedger ledger, Persons persons) {
    this.counts = counts;
    this.key = key;
    this.ledger = ledger;
    this.persons = persons;
    this.salt = key.digest();
    this.limit = counts.obligation().limit();
  }

  @Override
  public boolean holdsAnyRow() {
    return waived;
  }

  @Override
  public boolean reserve(CountedRow row) throws RefusedException {
    counted = waived || isAdmitted(row);
    return counted;
  }

  private boolean isAdmitted(CountedRow row) throws RefusedException {
    var unknown = new LinkedHashSet<>(persons.of(row, salt, result));
    unknown.removeAll(admitted);
    if (unknown.isEmpty()) {
      return true;
    }
    Set<String> known = ledger.admit(key, limit, unknown);
    counts.add(known.size());
    if (admitted.size() < MOST_REMEMBERED) {
      admitted.addAll(known);
    }
    return known.containsAll(unknown);
  }

  @Override
  public boolean spend(CountedRow row) {
    return waived || (counted && !closed);
  }

  @Override
  public Excess excess() {
    return counts.excess();
  }

  @Override
  public Excess uncounted(String why) {
    return counts.uncounted(why);
  }

  /** From here on, people are counted and never refused. */
  @Override
  public void lift() {
    limit = limit.lifted();
  }

  @Override
  public void waive() {
    waived = true;
  }

  /** A person who was read stays read. */
  @Override
  public void giveBack() {}

  @Override
  public void close() {
    closed = true;
    waived = false;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }
}

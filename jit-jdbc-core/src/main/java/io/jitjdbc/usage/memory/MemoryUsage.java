package io.jitjdbc.usage.memory;

import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLimit;
import io.jitjdbc.usage.window.Admission;
import io.jitjdbc.usage.window.SlotCounts;
import io.jitjdbc.usage.window.WindowNow;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts in memory, for an application that is one process. Thread-safe; waits for nothing but
 * other threads' arithmetic.
 *
 * <p><b>Does not protect against</b> a second process, nor a restart: each begins at zero.
 */
final class MemoryUsage implements UsageLedger {
  private final InstantSource clock;
  private final Map<UsageKey, Kept> budgets = new HashMap<>();

  MemoryUsage(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Kept {
    private SlotCounts counts = SlotCounts.NONE;
    // The slot that counts a digest; empty where rows are counted.
    private final Map<String, Long> seen = new HashMap<>();
  }

  @Override
  public synchronized Reservation reserve(UsageKey key, UsageLimit limit, long wanted) {
    var window = new WindowNow(limit, clock.instant());
    Kept kept = kept(key, window);
    Reservation reservation = window.reserve(key, kept.counts, wanted);
    kept.counts = kept.counts.plus(window, reservation.granted());
    return reservation;
  }

  @Override
  public synchronized void giveBack(Reservation reservation, long unread) {
    Kept kept = budgets.get(reservation.key());
    if (kept != null) {
      kept.counts = kept.counts.minus(reservation, unread);
    }
  }

  @Override
  public synchronized Set<String> admit(UsageKey key, UsageLimit limit, Set<String> digests) {
    Admission.check(digests);
    var window = new WindowNow(limit, clock.instant());
    Kept kept = kept(key, window);
    var admission = Admission.of(window, kept.counts, kept.seen, digests);
    kept.counts = admission.counts();
    admission.counted().forEach(digest -> kept.seen.put(digest, window.slot()));
    return admission.admitted();
  }

  @Override
  public synchronized long used(UsageKey key, UsageLimit limit) {
    Kept kept = budgets.get(key);
    return kept == null ? 0 : kept.counts.used(new WindowNow(limit, clock.instant()));
  }

  /** Whoever opens a slot tidies up: often enough, and no thread of its own. */
  private Kept kept(UsageKey key, WindowNow window) {
    Kept known = budgets.get(key);
    if (known == null || !known.counts.has(window.slot())) {
      budgets.values().removeIf(kept -> kept.counts.keptUntil() <= window.now());
    }
    Kept kept = budgets.computeIfAbsent(key, added -> new Kept());
    if (!kept.counts.has(window.slot())) {
      kept.counts = kept.counts.plus(window, 0);
      kept.seen.values().removeIf(slot -> !kept.counts.has(slot));
    }
    return kept;
  }
}

package io.jitjdbc.usage.window;

import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLimit;
import java.time.Instant;

/**
 * A limit's window as it lies at one moment. A slot is known by its end, in milliseconds since
 * 1970; slots of different lengths that end together are one.
 */
public record WindowNow(UsageLimit limit, Instant at) {
  private static final int SLOTS = 24;

  /** The slot that what is used now belongs to. */
  public long slot() {
    long length = Math.max(1, millis() / SLOTS);
    return (Math.floorDiv(now(), length) + 1) * length;
  }

  /** Whether any part of the slot lies in the window; one of a clock that is ahead does. */
  public boolean holds(long slot) {
    return slot > now() - millis();
  }

  /** When the present slot leaves the window. */
  public long keptUntil() {
    return slot() + millis();
  }

  public long now() {
    return at.toEpochMilli();
  }

  /** What the counts leave of the limit. */
  public long left(SlotCounts counts) {
    return Math.max(0, limit.most() - counts.used(this));
  }

  /** What may be taken now. */
  public Reservation reserve(UsageKey key, SlotCounts counts, long wanted) {
    if (wanted < 0) {
      throw new IllegalArgumentException("less than nothing cannot be wanted");
    }
    return new Reservation(key, Instant.ofEpochMilli(slot()), Math.min(wanted, left(counts)));
  }

  private long millis() {
    return limit.window().toMillis();
  }
}

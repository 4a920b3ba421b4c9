package io.jitjdbc.usage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What may be read now, and is counted already.
 *
 * @param slot end of the slot of time that it is counted in
 * @param granted how much; 0 if nothing is left
 */
public record Reservation(UsageKey key, Instant slot, long granted) {
  public Reservation {
    requireNonNull(key);
    requireNonNull(slot);
    if (granted < 0) {
      throw new IllegalArgumentException("less than nothing cannot be granted");
    }
  }
}

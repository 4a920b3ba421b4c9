package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When an approval may be used, by the clocks of one time zone. A window that ends before it begins
 * goes on over midnight, and belongs to the day on which it began; one that ends when it begins
 * lasts a whole day. Where clocks are put back, the hour that comes twice is in it both times.
 *
 * @param days on which it opens; not empty
 * @param from from this time on
 * @param to until just before this time
 */
public record ExecutionWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  public ExecutionWindow {
    days = Set.copyOf(days);
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(zone);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a window needs a day");
    }
  }

  /** Whether an approval may be used at that moment. */
  public boolean isOpenAt(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    LocalTime now = local.toLocalTime();
    DayOfWeek today = local.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(today) && !now.isBefore(from) && now.isBefore(to);
    }
    return (days.contains(today) && !now.isBefore(from))
        || (days.contains(today.minus(1)) && now.isBefore(to));
  }
}

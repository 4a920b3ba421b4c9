package io.jitjdbc.usage.window;

import io.jitjdbc.usage.Reservation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How much was used in each slot. Immutable. */
public record SlotCounts(List<Slot> slots) {
  public static final SlotCounts NONE = new SlotCounts(List.of());

  public SlotCounts {
    slots = List.copyOf(slots);
  }

  /**
   * One slot's count.
   *
   * @param keptUntil when it left the longest window in which it was counted: a limit whose window
   *     somebody shortens does not make those forget that still go by the longer one
   */
  public record Slot(long end, long keptUntil, long count) {
    public Slot {
      if (count < 0) {
        throw new IllegalArgumentException("less than nothing was counted");
      }
    }
  }

  /** How much lies in the window. */
  public long used(WindowNow window) {
    return slots.stream().filter(slot -> window.holds(slot.end())).mapToLong(Slot::count).sum();
  }

  /** How much is kept, whether a window still holds it or not. */
  public long total() {
    return slots.stream().mapToLong(Slot::count).sum();
  }

  /** With more in the present slot, and without slots that nobody counts any more. */
  public SlotCounts plus(WindowNow window, long more) {
    var next = new ArrayList<Slot>();
    long count = more;
    long keptUntil = window.keptUntil();
    for (Slot slot : slots) {
      if (slot.end() == window.slot()) {
        count += slot.count();
        keptUntil = Math.max(keptUntil, slot.keptUntil());
      } else if (slot.keptUntil() > window.now()) {
        next.add(slot);
      }
    }
    next.add(new Slot(window.slot(), keptUntil, count));
    return new SlotCounts(next);
  }

  /** Without what was reserved and not read, if its slot is still counted. */
  public SlotCounts minus(Reservation reservation, long unread) {
    return minus(
        reservation.slot().toEpochMilli(), Math.max(0, Math.min(unread, reservation.granted())));
  }

  /** With less in a slot, if it is still counted. */
  SlotCounts minus(long end, long less) {
    return new SlotCounts(
        slots.stream()
            .map(
                slot ->
                    slot.end() == end
                        ? new Slot(end, slot.keptUntil(), Math.max(0, slot.count() - less))
                        : slot)
            .toList());
  }

  public boolean has(long end) {
    return slots.stream().anyMatch(slot -> slot.end() == end);
  }

  /** When the last of them is over. */
  public long keptUntil() {
    return slots.stream().mapToLong(Slot::keptUntil).max().orElse(0);
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return slots.stream()
        .map(slot -> slot.end() + ":" + slot.keptUntil() + ":" + slot.count())
        .collect(Collectors.joining(" "));
  }

  /**
   * What {@link #text} says.
   *
   * @throws IllegalArgumentException if it was not written by it
   */
  public static SlotCounts parse(String text) {
    return new SlotCounts(
        Arrays.stream(text.split(" "))
            .filter(part -> !part.isEmpty())
            .map(SlotCounts::slot)
            .toList());
  }

  private static Slot slot(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a slot");
    }
    return new Slot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}

package io.jitjdbc.usage.window;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which values may be read. Each counts in the slot in which it was admitted last.
 *
 * @param admitted those that may be read
 * @param counted those of them that the present slot counts from now on
 * @param counts what is used with them
 */
public record Admission(Set<String> admitted, Set<String> counted, SlotCounts counts) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * Decides.
   *
   * @param seen the slot that counts a digest, for those that any does
   */
  public static Admission of(
      WindowNow window, SlotCounts counts, Map<String, Long> seen, Collection<String> digests) {
    var admitted = new LinkedHashSet<String>();
    var counted = new LinkedHashSet<String>();
    SlotCounts next = counts;
    for (String digest : digests) {
      // Where somebody deleted the counts, a value alone does not count.
      Optional<Long> slot = Optional.ofNullable(seen.get(digest)).filter(counts::has);
      if (slot.filter(window::holds).isPresent() || window.left(next) > 0) {
        admitted.add(digest);
        // A slot of a clock that is ahead stays.
        if (slot.filter(end -> end >= window.slot()).isEmpty()) {
          counted.add(digest);
          SlotCounts without = slot.isPresent() ? next.minus(slot.get(), 1) : next;
          next = without.plus(window, 1);
        }
      }
    }
    return new Admission(admitted, counted, next);
  }

  /** What is no digest may be a value, which must not be kept, and its text is not repeated. */
  public static void check(Collection<String> digests) {
    if (!digests.stream().allMatch(digest -> DIGEST.matcher(digest).matches())) {
      throw new IllegalArgumentException("values are counted by 64 hexadecimal digits each");
    }
  }
}

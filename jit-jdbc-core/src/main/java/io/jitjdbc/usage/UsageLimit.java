package io.jitjdbc.usage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/**
 * How much may be used within a window of time that ends now and moves on with it.
 *
 * @param most from 0 to 10^15
 * @param window from a second to ten years
 */
public record UsageLimit(long most, Duration window) {
  // So many slots of so much can be added up without an overflow.
  private static final long LARGEST = 1_000_000_000_000_000L;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(3660);

  public UsageLimit {
    requireNonNull(window);
    if (most < 0 || most > LARGEST) {
      throw new IllegalArgumentException("a limit is from 0 to 10^15");
    }
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a window is from a second to ten years");
    }
  }

  /** The same window with the largest limit: everything is counted and nothing is refused. */
  public UsageLimit lifted() {
    return new UsageLimit(LARGEST, window);
  }

  /** The window in short, such as 24h. */
  public String windowInShort() {
    return window.toString().replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
  }
}

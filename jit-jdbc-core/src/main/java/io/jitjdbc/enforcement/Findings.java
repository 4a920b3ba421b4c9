package io.jitjdbc.enforcement;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntFunction;

/**
 * What was found in the texts that one statement returned: how much of what, never what it says.
 */
final class Findings {
  private final Map<Found, Integer> counts = new ConcurrentSkipListMap<>();

  private record Found(int column, String what) implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      int byColumn = Integer.compare(column, other.column);
      return byColumn != 0 ? byColumn : what.compareTo(other.what);
    }
  }

  void add(int column, String what, int count) {
    counts.merge(new Found(column, what), count, Integer::sum);
  }

  /** "notes: card 3" and the like, by column and kind. */
  List<String> notes(IntFunction<String> label) {
    if (counts.isEmpty()) {
      return List.of();
    }
    return counts.entrySet().stream()
        .map(
            entry ->
                label.apply(entry.getKey().column())
                    + ": "
                    + entry.getKey().what()
                    + " "
                    + entry.getValue())
        .toList();
  }
}

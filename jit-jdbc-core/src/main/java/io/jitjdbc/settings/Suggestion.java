package io.jitjdbc.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/** What to say about a name that nobody knows: the nearest known one, or all of them. */
public final class Suggestion {
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** For the end of a message: {@code did you mean "read"?} or {@code known: [read, write]}. */
  public static String instead(String unknown, Collection<String> known) {
    String best = "";
    int bestDistance = 1 + Math.min(unknown.length(), LONGEST) / 3;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(unknown, candidate, bestDistance);
      if (distance < bestDistance || (distance == bestDistance && best.isEmpty())) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "known: " + new TreeSet<>(known) : "did you mean \"" + best + "\"?";
  }

  /** Levenshtein, but {@code limit + 1} for pairs whose lengths alone are too far apart. */
  private static int distance(String given, String candidate, int limit) {
    if (given.length() > LONGEST || Math.abs(given.length() - candidate.length()) > limit) {
      return limit + 1;
    }
    String left = given.toLowerCase(Locale.ROOT);
    String right = candidate.toLowerCase(Locale.ROOT);
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}

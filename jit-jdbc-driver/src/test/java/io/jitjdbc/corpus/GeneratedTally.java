package io.jitjdbc.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the generated statements of one database. */
final class GeneratedTally {
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** Counted by what it says, whatever names are in it. */
  void refusal(String message) {
    String what = message.replaceAll("^.*?SQLException: ", "").replaceAll("[\\w.\"]*\\.\\S+", "…");
    refusals.merge(what, 1, Integer::sum);
  }

  void problem(long seed, String sql, String what) {
    problems.add("seed " + seed + ": " + what + "\n    " + sql);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Whether enough of both sorts ran to show anything. */
  boolean isTelling() {
    int all = of("statements");
    return all < 100
        || (of("clear, compared") > all / 5
            && of("masked, ran") > all / 50
            && of("masked, leaking without the driver") > all / 30);
  }

  private int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  String report() {
    String reasons =
        refusals.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(reason -> reason.getValue() + " " + reason.getKey())
            .collect(Collectors.joining("\n"));
    return this + "\n\n" + String.join("\n", problems) + "\n\n" + reasons + "\n";
  }

  @Override
  public String toString() {
    return counts + ", problems: " + problems.size();
  }
}

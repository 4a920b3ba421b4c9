package io.jitjdbc.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.h2.engine.Constants;
import org.openjdk.jmh.results.RunResult;

/** What was measured, one line for each kind of work, as Markdown. */
final class ResultTable {
  private static final String BY_HAND = "scanMaskedByHand";

  /** What a benchmark does in words, and what its ratio should stay under. */
  private record Line(String method, String work, String budget) {}

  private static final List<Line> LINES =
      List.of(
          new Line("connectAndClose", "connect and close, token and lease known", "1.30"),
          new Line("pointQueryReused", "point query, statement reused", "1.15"),
          new Line("pointQueryPreparedEachTime", "point query, prepared each time", "1.15"),
          new Line("literalTheSame", "literal in the text, the same", "1.15"),
          new Line("literalVarying", "literal in the text, another each time", "2.00"),
          new Line("cellClear", "one clear cell", "+ 2 ns"),
          new Line("scanClear", "scan of 10,000 × 8, all clear", "1.05"),
          new Line("scanThreeOfEightMasked", "scan of 10,000 × 8, three masked", "1.15 × by hand"),
          new Line(BY_HAND, "scan of 10,000 × 8, masked by hand", ""));

  /** By database, method and way. */
  private final Map<String, Map<String, Map<String, RunResult>>> found = new TreeMap<>();

  ResultTable(Collection<RunResult> results) {
    for (RunResult result : results) {
      found
          .computeIfAbsent(parameter(result, "database"), database -> new HashMap<>())
          .computeIfAbsent(result.getPrimaryResult().getLabel(), method -> new HashMap<>())
          .put(parameter(result, "way"), result);
    }
  }

  private static String parameter(RunResult result, String name) {
    return String.valueOf(result.getParams().getParam(name));
  }

  static boolean shows(String method) {
    return LINES.stream().anyMatch(line -> line.method().equals(method));
  }

  @Override
  public String toString() {
    var text = new StringBuilder(circumstances());
    found.forEach((database, byMethod) -> text.append(table(database, byMethod)).append('\n'));
    return text.toString();
  }

  private static String table(String database, Map<String, Map<String, RunResult>> byMethod) {
    var text = new StringBuilder("| " + database + " | raw ns | raw bytes | jit × raw | + ns");
    text.append(" | + bytes | audited × raw | + ns | + bytes | recorded × raw | + ns | + bytes");
    text.append(" | budget |\n");
    text.append("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (Line line : LINES) {
      Map<String, RunResult> ways = byMethod.getOrDefault(line.method(), Map.of());
      if (ways.containsKey("RAW")) {
        text.append(row(line, ways));
      }
    }
    return text.toString();
  }

  private static String circumstances() {
    return String.format(
        Locale.ROOT,
        "%nJava %s, %s %s with %d processors, H2 %s; × is a ratio to the raw driver in this"
            + " run.%n%n",
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Constants.FULL_VERSION);
  }

  private static String row(Line line, Map<String, RunResult> ways) {
    RunResult raw = ways.get("RAW");
    var row = new StringBuilder("| " + line.work());
    row.append(String.format(Locale.ROOT, " | %,.1f | %,.0f", nanos(raw), bytes(raw)));
    for (String way : new String[] {"JIT", "JIT_AUDITED", "JIT_RECORDED"}) {
      row.append(line.method().equals(BY_HAND) ? " | | |" : beside(raw, ways.get(way)));
    }
    return row.append(" | ").append(line.budget()).append(" |\n").toString();
  }

  private static String beside(RunResult raw, RunResult other) {
    return other == null
        ? " | | |"
        : String.format(
            Locale.ROOT,
            " | %.2f | %,.1f | %,.0f",
            nanos(other) / nanos(raw),
            nanos(other) - nanos(raw),
            bytes(other) - bytes(raw));
  }

  private static double nanos(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static double bytes(RunResult result) {
    return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
  }
}

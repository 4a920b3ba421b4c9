package io.jitjdbc.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs everything and prints the ratios to the raw driver as a Markdown table. */
public final class Benchmarks {
  private Benchmarks() {}

  /** Takes the arguments of JMH. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(args))
            .include(StatementBenchmark.class.getName())
            .addProfiler(GCProfiler.class)
            .build();
    print(new Runner(options).run());
  }

  private static void print(Collection<RunResult> results) {
    var byName = new LinkedHashMap<String, Map<String, RunResult>>();
    for (RunResult result : results) {
      String name = result.getPrimaryResult().getLabel();
      byName
          .computeIfAbsent(name, missing -> new LinkedHashMap<>())
          .put(result.getParams().getParam("way"), result);
    }
    System.out.println();
    System.out.println("| | raw ns | raw bytes | jit × raw | + bytes | audited × raw | + bytes |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|");
    byName.forEach((name, ways) -> System.out.println(row(name, ways)));
  }

  private static String row(String name, Map<String, RunResult> ways) {
    RunResult raw = ways.get("RAW");
    var row = new StringBuilder("| " + name + " | ");
    row.append(String.format(Locale.ROOT, "%,.0f | %,.0f", nanos(raw), bytes(raw)));
    for (String way : new String[] {"JIT", "JIT_AUDITED"}) {
      RunResult other = ways.get(way);
      row.append(
          String.format(
              Locale.ROOT,
              " | %.2f | %,.0f",
              nanos(other) / nanos(raw),
              bytes(other) - bytes(raw)));
    }
    return row.append(" |").toString();
  }

  private static double nanos(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static double bytes(RunResult result) {
    return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
  }
}

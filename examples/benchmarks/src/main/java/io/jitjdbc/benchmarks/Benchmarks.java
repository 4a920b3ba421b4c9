package io.jitjdbc.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and prints what they found as Markdown. */
public final class Benchmarks {
  private Benchmarks() {}

  /** Takes the arguments of JMH; names select benchmarks. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    var given = new CommandLineOptions(args);
    var options = new OptionsBuilder().parent(given).addProfiler(GCProfiler.class);
    if (given.getIncludes().isEmpty()) {
      options.include(StatementBenchmark.class.getName());
    }
    System.out.println(new ResultTable(new Runner(options.build()).run()));
  }
}

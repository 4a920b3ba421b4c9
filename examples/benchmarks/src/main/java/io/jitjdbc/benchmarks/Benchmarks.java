package io.jitjdbc.benchmarks;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.Arrays;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and prints what they found as Markdown. */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * Takes the arguments of JMH, where names select benchmarks; or {@code pairs} and the names of
   * products.
   */
  public static void main(String[] args) throws Exception {
    if (args.length > 1 && args[0].equals("pairs")) {
      for (String product : Arrays.copyOfRange(args, 1, args.length)) {
        Pairs.print(DatabaseProduct.valueOf(product));
      }
      System.exit(0);
    }
    measure(args);
  }

  private static void measure(String[] args) throws RunnerException, CommandLineOptionException {
    var given = new CommandLineOptions(args);
    var options = new OptionsBuilder().parent(given).addProfiler(GCProfiler.class);
    if (given.getIncludes().isEmpty()) {
      options.include(StatementBenchmark.class.getName());
    }
    System.out.println(new ResultTable(new Runner(options.build()).run()));
  }
}

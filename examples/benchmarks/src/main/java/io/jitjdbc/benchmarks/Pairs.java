package io.jitjdbc.benchmarks;

import com.nimbusds.jose.JOSEException;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Ratios to the raw driver on a machine that is not quiet: the two take turns of a few milliseconds
 * in one JVM, so that whatever slows one down slows the other one down as well. Only the ratio
 * means anything.
 */
final class Pairs {
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration TURN = Duration.ofMillis(25);
  private static final int TURNS = 20;
  private static final int ROUNDS = 9;

  /** Two ways to do the same work. */
  private record Pair(String name, Work ours, Work raw) {
    static Pair of(String name, Work work) {
      return new Pair(name, work, work);
    }
  }

  @FunctionalInterface
  private interface Work {
    void run(StatementBenchmark benchmark, Blackhole hole) throws SQLException;
  }

  private static final List<Pair> ALL =
      List.of(
          Pair.of("connect and close", StatementBenchmark::connectAndClose),
          Pair.of("point query, reused", StatementBenchmark::pointQueryReused),
          Pair.of(
              "point query, prepared each time", StatementBenchmark::pointQueryPreparedEachTime),
          Pair.of("literal, the same", StatementBenchmark::literalTheSame),
          Pair.of("literal, varying", StatementBenchmark::literalVarying),
          Pair.of("scan, all clear", StatementBenchmark::scanClear),
          Pair.of("scan, three of eight masked", StatementBenchmark::scanThreeOfEightMasked),
          new Pair(
              "scan, masked, beside masked by hand",
              StatementBenchmark::scanThreeOfEightMasked,
              StatementBenchmark::scanMaskedByHand));

  private final Blackhole hole =
      new Blackhole(
          "Today's password is swordfish. I understand instantiating Blackholes directly is"
              + " dangerous.");

  /** Prints a line for each kind of work: the median of some rounds, and their spread. */
  static void print(DatabaseProduct product) throws SQLException, IOException, JOSEException {
    for (Pair pair : ALL) {
      double[] ratios = new Pairs().ratios(pair, product);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.2f | %.2f – %.2f |%n",
          product,
          pair.name(),
          ratios[ROUNDS / 2],
          ratios[1],
          ratios[ROUNDS - 2]);
    }
  }

  /** In ascending order. */
  private double[] ratios(Pair pair, DatabaseProduct product)
      throws SQLException, IOException, JOSEException {
    StatementBenchmark raw = opened("RAW", product);
    StatementBenchmark ours = opened("JIT", product);
    long warm = System.nanoTime() + WARM_UP.toNanos();
    while (System.nanoTime() < warm) {
      nanos(pair.raw(), raw);
      nanos(pair.ours(), ours);
    }
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double ofRaw = 0;
      double ofOurs = 0;
      for (int turn = 0; turn < TURNS; turn++) {
        ofRaw += nanos(pair.raw(), raw);
        ofOurs += nanos(pair.ours(), ours);
      }
      ratios[round] = ofOurs / ofRaw;
    }
    raw.close();
    ours.close();
    Arrays.sort(ratios);
    return ratios;
  }

  private static StatementBenchmark opened(String way, DatabaseProduct product)
      throws SQLException, IOException, JOSEException {
    var benchmark = new StatementBenchmark();
    benchmark.way = way;
    benchmark.database = product.name();
    benchmark.open();
    return benchmark;
  }

  /** What one run takes, of those of one turn. */
  private double nanos(Work work, StatementBenchmark benchmark) throws SQLException {
    long start = System.nanoTime();
    long now;
    long runs = 0;
    do {
      work.run(benchmark, hole);
      runs++;
      now = System.nanoTime();
    } while (now - start < TURN.toNanos());
    return (now - start) / (double) runs;
  }
}

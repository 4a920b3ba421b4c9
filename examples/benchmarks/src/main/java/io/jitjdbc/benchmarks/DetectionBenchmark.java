package io.jitjdbc.benchmarks;

import io.jitjdbc.masking.detection.Detection;
import io.jitjdbc.masking.detection.Detector;
import io.jitjdbc.masking.detection.Reaction;
import io.jitjdbc.masking.detection.TextScan;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What every detector there is adds to a text of fifty characters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DetectionBenchmark {
  /** Prose, prose with numbers, an id that is no number, an address, and a card number. */
  @Param({
    "Nothing of note about the customer with the cat...",
    "Order 2024-01-15/4711: 12 pcs, ring at no. 7, 3 p.",
    "9f86d081-884c-4d65-9a2f-eaa0c55ad015 was replaced.",
    "Write to customer4711@example.com before the 15th.",
    "Was paid with 4111 1111 1111 1111, good until 2027."
  })
  public String text = "";

  private final TextScan scan =
      new TextScan(
          new Detection(
              Arrays.stream(Detector.values())
                  .collect(Collectors.toMap(Function.identity(), all -> Reaction.MASK))));

  @Benchmark
  public String fiftyCharacters() {
    return scan.show(text, (what, count) -> {});
  }
}

package io.jitjdbc.enforcement;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the executions of a template found out for those that follow; shared by all texts that have
 * the same result. Thread-safe: what one execution forgets another finds out again.
 */
final class Learned {
  private volatile OptionalLong estimate = OptionalLong.empty();

  private volatile @Nullable ColumnPlan confirmed;
  private volatile @Nullable LastRead lastRead;

  /** Which columns a caller read, and what they are called: nearly always the same ones again. */
  private record LastRead(BitSet columns, List<String> labels) {}

  /** The plan that a result was held against; null until the first one was. */
  @Nullable ColumnPlan confirmed() {
    return confirmed;
  }

  void confirm(ColumnPlan plan) {
    confirmed = plan;
  }

  /**
   * What columns are called.
   *
   * @param columns by JDBC index; not changed any more
   */
  List<String> labels(BitSet columns, Function<BitSet, List<String>> look) {
    LastRead last = lastRead;
    if (last == null || !last.columns().equals(columns)) {
      last = new LastRead(columns, List.copyOf(look.apply(columns)));
      lastRead = last;
    }
    return last.labels();
  }

  /** How many rows the database expected, if it was asked. */
  OptionalLong estimate() {
    return estimate;
  }

  /** What is known from the beginning. */
  static Learned of(OptionalLong estimate) {
    var learned = new Learned();
    learned.estimate = estimate;
    return learned;
  }
}

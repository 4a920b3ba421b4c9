package io.jitjdbc.enforcement;

import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.RowEstimator;
import io.jitjdbc.sql.StatementKind;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many rows one execution will return, as far as anybody wants to know; asked once. */
final class Estimate {
  private static final Logger LOG = LoggerFactory.getLogger(Estimate.class);
  private static final Resource.Cases<Stream<Table>> TABLE =
      new Resource.Cases<>(
          Stream::of,
          column -> Stream.empty(),
          routine -> Stream.empty(),
          server -> Stream.empty(),
          metadata -> Stream.empty());

  private static final Ask NOTHING = new Ask("", () -> "", new Patience(), Duration.ZERO);

  private final Ask ask;
  private final RowEstimator estimator;
  private @Nullable OptionalLong known;

  Estimate(Ask ask, RowEstimator estimator) {
    this.ask = ask;
    this.estimator = estimator;
  }

  /** One that is known, or of which nobody is asked any more. */
  static Estimate known(OptionalLong rows) {
    var estimate = new Estimate(NOTHING, RowEstimator.NONE);
    estimate.known = rows;
    return estimate;
  }

  /** What is known by now. */
  OptionalLong known() {
    OptionalLong found = known;
    return found == null ? OptionalLong.empty() : found;
  }

  OptionalLong of(Analysed analysed) {
    OptionalLong found = known;
    if (found == null) {
      found = ask(analysed);
      known = found;
    }
    return found;
  }

  /** Some databases run what a query calls while they plan it. */
  private OptionalLong ask(Analysed analysed) {
    boolean callsUnknown =
        analysed.accesses().stream().anyMatch(access -> access.action() == Action.EXECUTE);
    if (analysed.kind() != StatementKind.QUERY || callsUnknown) {
      return OptionalLong.empty();
    }
    return ask.binds()
        .values()
        .map(values -> ask(new RowEstimator.Question(ask.sql(), values, tables(analysed))))
        .orElse(OptionalLong.empty());
  }

  private OptionalLong ask(RowEstimator.Question question) {
    try {
      return estimator.estimate(question);
    } catch (CatalogException e) {
      // The connection is gone, and the statement will find that out.
      LOG.warn("How many rows a statement returns cannot be told: {}", e.getMessage());
      return OptionalLong.empty();
    }
  }

  private static Set<Table> tables(Analysed analysed) {
    return analysed.accesses().stream()
        .flatMap(access -> access.resource().fold(TABLE))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The values are nobody's to see. */
  @Override
  public String toString() {
    return "Estimate[" + known() + ']';
  }
}

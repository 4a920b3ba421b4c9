package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.TestReporter;

/**
 * Statements that nobody thought of: no masked value comes through, what masked values are makes no
 * difference, and what touches none is answered as without the driver.
 *
 * <p>{@code -Djit.random.queries=20000 -Djit.random.seed=7} runs as many from that seed on; a
 * failure names the seed that makes the same statement alone.
 */
class GeneratedStatementsTest {
  private static final int QUERIES = Integer.getInteger("jit.random.queries", 150);
  private static final long SEED = Long.getLong("jit.random.seed", 20_26L);
  private static final Path REPORTS = Path.of("target", "generated-statements");

  @OnEveryServer
  void leakNothingAndBreakNothing(DatabaseProduct product, TestReporter reporter) throws Exception {
    var tally = new GeneratedTally();
    try (CorpusDatabase database = CorpusDatabase.open(product);
        CorpusDatabase other = CorpusDatabase.openOther(product);
        GeneratedRun run = new GeneratedRun(database, other, tally)) {
      for (long seed = SEED; seed < SEED + QUERIES; seed++) {
        run.check(seed);
      }
    }
    reporter.publishEntry(product.name(), tally.toString());
    Files.createDirectories(REPORTS);
    Files.writeString(
        REPORTS.resolve(product.name().toLowerCase(Locale.ROOT) + ".txt"), tally.report());
    assertThat(tally.problems()).as("on %s: %s", product, tally).isEmpty();
    assertThat(tally.isTelling()).as("on %s: %s", product, tally).isTrue();
  }
}

package io.jitjdbc.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Measures on demand, with {@code -Djit.coverage.postgresql=DIRECTORY} and the like. The reports
 * are left in {@code target/statement-coverage}.
 */
class StatementCoverageTest {
  private static final Path REPORTS = Path.of("target", "statement-coverage");

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
  void mostOfWhatADatabaseRunsIsAnalysed(DatabaseProduct product) throws Exception {
    String name = product.name().toLowerCase(Locale.ROOT);
    String directory = System.getProperty("jit.coverage." + name);
    Assumptions.assumeTrue(directory != null, "no collection is given");

    assertThat(measure(product, Path.of(directory)).analysedShare()).isGreaterThan(0.9);
  }

  static Tally measure(DatabaseProduct product, Path directory) throws IOException, SQLException {
    Measurement measurement = new Measurement(product);
    String chosen = System.getProperty("jit.coverage.scripts", ".*");
    for (Script script : new Collection(directory, product).scripts()) {
      if (script.file().getFileName().toString().matches(chosen)) {
        measurement.run(script);
        write(measurement.tally(), product);
      }
    }
    return measurement.tally();
  }

  /** After each script, so that a run that somebody ends has measured something. */
  private static void write(Tally tally, DatabaseProduct product) throws IOException {
    Files.createDirectories(REPORTS);
    String name = product.name().toLowerCase(Locale.ROOT);
    Files.writeString(REPORTS.resolve(name + ".txt"), tally.report());
    Files.writeString(REPORTS.resolve(name + "-all.txt"), tally.refusals());
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    PrintStream out = System.out;
    out.println(measure(DatabaseProduct.valueOf(arguments[0]), Path.of(arguments[1])).report());
    System.exit(0);
  }
}

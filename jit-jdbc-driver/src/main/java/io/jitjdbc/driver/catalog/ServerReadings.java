package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.ServerReading;
import io.jitjdbc.sql.ServerReading.Answer;
import java.sql.Connection;

/** How each product is asked what a query means to it. */
final class ServerReadings {
  private static final ServerReading NO_SCRATCH =
      question ->
          new Answer.Unavailable(
              "MariaDB and MySQL print their reading of a query only for a view; name a schema in"
                  + " jit.analysis.scratch, and grant the leased login CREATE VIEW and DROP on it");

  private ServerReadings() {}

  /**
   * The product's way, if it has one. The EXPLAIN of MariaDB and MySQL prints stored values, and so
   * is none.
   */
  static ServerReading of(Connection raw, Dialect dialect, Scratch scratch) {
    return switch (dialect.product()) {
      case POSTGRESQL -> new ViewText(raw);
      case H2 -> new PlanText(raw);
      case MARIADB, MYSQL ->
          scratch
              .schema()
              .<ServerReading>map(schema -> new ScratchReading(raw, scratch.sides(), schema))
              .orElse(NO_SCRATCH);
      case GENERIC -> ServerReading.NONE;
    };
  }
}

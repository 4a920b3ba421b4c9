package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.ServerReading;
import java.sql.Connection;

/** How each product is asked what a query means to it. */
final class ServerReadings {
  private ServerReadings() {}

  /**
   * The product's way, if it has one. MariaDB and MySQL only show a text of theirs for a view that
   * exists, and to create one ends the session's transaction; their EXPLAIN EXTENDED prints stored
   * values.
   */
  static ServerReading of(Connection raw, Dialect dialect) {
    return switch (dialect.product()) {
      case POSTGRESQL -> new ViewText(raw);
      case H2 -> new PlanText(raw);
      case MARIADB, MYSQL, GENERIC -> ServerReading.NONE;
    };
  }
}

package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.RowEstimator;
import io.jitjdbc.sql.ServerReading;

/**
 * Where a session's statements mean something.
 *
 * @param schema the default schema or search path: two sessions with the same target, dialect and
 *     schema read the same text alike
 * @param server how the database itself is asked what a query means
 * @param asked when it is asked
 * @param estimator how the database is asked how many rows a query returns
 */
public record SessionPlace(
    Dialect dialect,
    String schema,
    Catalog catalog,
    ServerReading server,
    ServerReading.When asked,
    RowEstimator estimator) {
  public SessionPlace {
    requireNonNull(dialect);
    requireNonNull(schema);
    requireNonNull(catalog);
    requireNonNull(server);
    requireNonNull(asked);
    requireNonNull(estimator);
  }

  /** A place whose database is never asked. */
  public SessionPlace(Dialect dialect, String schema, Catalog catalog) {
    this(dialect, schema, catalog, ServerReading.NONE, ServerReading.When.OFF);
  }

  /** A place whose database is never asked how many rows a query returns. */
  public SessionPlace(
      Dialect dialect,
      String schema,
      Catalog catalog,
      ServerReading server,
      ServerReading.When asked) {
    this(dialect, schema, catalog, server, asked, RowEstimator.NONE);
  }
}

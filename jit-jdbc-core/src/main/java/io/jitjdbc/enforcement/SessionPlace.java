package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;

/**
 * Where a session's statements mean something.
 *
 * @param schema the default schema or search path: two sessions with the same target, dialect and
 *     schema read the same text alike
 */
public record SessionPlace(Dialect dialect, String schema, Catalog catalog) {
  public SessionPlace {
    requireNonNull(dialect);
    requireNonNull(schema);
    requireNonNull(catalog);
  }
}

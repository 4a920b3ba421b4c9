package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;

/**
 * What one column holds flows into another: who may read the other then learns about the one.
 *
 * @param unchanged the value is handed through, so that a partial mask on the other shows no more
 *     of it than on the one
 */
public record Copy(Column from, Column to, boolean unchanged) {
  public Copy {
    requireNonNull(from);
    requireNonNull(to);
  }

  /** No more is proven than that it flows. */
  public Copy(Column from, Column to) {
    this(from, to, false);
  }
}

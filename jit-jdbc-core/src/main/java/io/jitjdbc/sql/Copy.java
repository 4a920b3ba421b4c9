package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;

/** What one column holds flows into another: who may read the other then learns about the one. */
public record Copy(Column from, Column to) {
  public Copy {
    requireNonNull(from);
    requireNonNull(to);
  }
}

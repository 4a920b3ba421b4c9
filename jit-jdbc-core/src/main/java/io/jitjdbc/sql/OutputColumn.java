package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

/** One column of a statement's result, in order. */
public record OutputColumn(String label, Origin origin) {
  public OutputColumn {
    requireNonNull(label);
    requireNonNull(origin);
  }
}

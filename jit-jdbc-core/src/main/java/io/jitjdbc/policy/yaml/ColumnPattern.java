package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Resource.Column;

/** A column: {@code schema.table.column}. */
record ColumnPattern(NamePattern table, Glob name) {

  boolean matches(Column column) {
    return name.matches(column.name())
        && table.matches(column.table().schema(), column.table().name());
  }

  /** A schema that could not be resolved may be any. */
  boolean mayMatch(Column column) {
    return name.matches(column.name())
        && table.mayMatch(column.table().schema(), column.table().name());
  }
}

package io.jitjdbc.corpus;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a nested query can name.
 *
 * @param named the results of WITH, the latest last
 * @param outer the rows of the queries around it
 */
record Scope(List<Source> named, List<Source> outer) {
  static final Scope EMPTY = new Scope(List.of(), List.of());

  Scope with(Source result) {
    return new Scope(Stream.concat(named.stream(), Stream.of(result)).toList(), outer);
  }

  Scope inside(List<Source> rows) {
    return new Scope(named, rows);
  }

  /** What a table's name means here: the result of WITH hides a table. */
  Source resolve(Source table) {
    return named.stream()
        .filter(result -> result.sql().equals(table.sql()))
        .reduce((earlier, later) -> later)
        .orElse(table);
  }
}

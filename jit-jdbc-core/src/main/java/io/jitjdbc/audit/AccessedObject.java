package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A table, view or routine that a statement touches, whether it names it or something that stands
 * on it.
 *
 * @param name with its schema
 * @param kind table, view or routine; empty where the database does not say. A foreign or a
 *     temporary table, and a partition, is a table
 * @param isBase whether it is a table whose values the statement is proven to return, to compare or
 *     to copy; not so for a view, a routine, or a table of which only rows are counted
 * @param columns those that it touches, sorted
 * @param filterColumns those that decide which rows, in which order or group; sorted
 */
public record AccessedObject(
    String name, String kind, boolean isBase, List<String> columns, List<String> filterColumns) {
  public AccessedObject {
    requireNonNull(name);
    requireNonNull(kind);
    columns = List.copyOf(columns);
    filterColumns = List.copyOf(filterColumns);
  }
}

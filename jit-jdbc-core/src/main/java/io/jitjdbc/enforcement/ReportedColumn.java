package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

/**
 * What a driver says about where a column of a result comes from; all empty where it says nothing.
 *
 * @param certain whether the names are a table's own; otherwise whoever wrote the statement may
 *     have chosen them
 */
public record ReportedColumn(String schema, String table, String column, boolean certain) {

  /** A column of which nothing is said. */
  public static final ReportedColumn NOTHING = new ReportedColumn("", "", "", false);

  public ReportedColumn {
    requireNonNull(schema);
    requireNonNull(table);
    requireNonNull(column);
  }

  boolean saysNothing() {
    return table.isEmpty() || column.isEmpty();
  }

  String path() {
    return schema.isEmpty() ? table + '.' + column : schema + '.' + table + '.' + column;
  }
}

package io.jitjdbc.spring.server.console;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The table of which somebody asks who sees what.
 *
 * @param tables those that are known, to choose from
 * @param table its schema and name; empty if none was named and none is known
 * @param columns in their order
 * @param typed those that were typed in
 */
public record TableAsked(List<String> tables, String table, List<String> columns, String typed) {
  private static final int MOST_COLUMNS = 100;

  public TableAsked {
    tables = List.copyOf(tables);
    columns = List.copyOf(columns);
  }

  /**
   * What is asked.
   *
   * @param seen the columns that are known of each table
   * @param table as it was typed; empty for the first that is known
   * @param typed columns with commas between; empty for those that are known
   */
  static TableAsked of(SortedMap<String, SortedSet<String>> seen, String table, String typed) {
    String chosen = table.isEmpty() && !seen.isEmpty() ? seen.firstKey() : table;
    List<String> named =
        Arrays.stream(typed.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .limit(MOST_COLUMNS)
            .toList();
    List<String> columns =
        named.isEmpty()
            ? seen.getOrDefault(chosen, new TreeSet<>()).stream().limit(MOST_COLUMNS).toList()
            : named;
    return new TableAsked(List.copyOf(seen.keySet()), chosen, columns, typed);
  }
}

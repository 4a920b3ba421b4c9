package io.jitjdbc.audit.reading;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * An access as events spell it, such as "SELECT public.customers.email".
 *
 * @param action empty if it was not told
 * @param path names from the outermost to the innermost, without quotes
 */
public record ColumnAccess(String action, List<String> path) {
  public ColumnAccess {
    requireNonNull(action);
    path = List.copyOf(path);
  }

  /** Never fails: what is no access is one to something of that name. */
  public static ColumnAccess parse(String text) {
    int space = text.indexOf(' ');
    String action = space < 0 ? "" : text.substring(0, space);
    return new ColumnAccess(action, names(text.substring(space + 1)));
  }

  private static List<String> names(String text) {
    var names = new ArrayList<String>();
    var name = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return names;
  }

  /** Whether it names a schema, a table and a column. */
  public boolean isColumn() {
    return path.size() >= 3;
  }

  /** The innermost name of a column; empty for what is none. */
  public String column() {
    return isColumn() ? path.get(path.size() - 1) : "";
  }

  /** The table with its schema; all of it for what is no column. */
  public String table() {
    return String.join(".", isColumn() ? path.subList(0, path.size() - 1) : path);
  }

  /** Whether the table is that one; the schema may be left out, and case does not count. */
  public boolean isOf(String table) {
    String mine = table();
    return mine.equalsIgnoreCase(table)
        || (mine.length() > table.length()
            && mine.charAt(mine.length() - table.length() - 1) == '.'
            && mine.regionMatches(true, mine.length() - table.length(), table, 0, table.length()));
  }
}

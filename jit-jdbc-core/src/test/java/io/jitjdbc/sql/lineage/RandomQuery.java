package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Composes queries over the fixture from everything that can carry a column somewhere else. */
final class RandomQuery {

  /** Few names, so that one often hides another. */
  private static final List<String> NAMES =
      List.of("id", "name", "ssn", "total", "email", "x", "people", "orders");

  private final Random random;
  private int aliases;

  RandomQuery(long seed) {
    random = new Random(seed);
  }

  /** A FROM item with the names of its columns, in order. */
  private record Item(String sql, String alias, List<String> columns) {}

  String sql() {
    return query(2, 1 + random.nextInt(3), new ArrayList<>());
  }

  /** A query of a given width that names its columns a0, a1, … */
  private String query(int depth, int width, List<Item> withTables) {
    List<Item> visible = new ArrayList<>(withTables);
    String with = depth > 0 && chance(4) ? with(depth, visible) : "";
    String body = select(depth, width, visible);
    if (chance(5)) {
      body += chance(2) ? " UNION ALL " : pick(List.of(" UNION ", " EXCEPT ", " INTERSECT "));
      body += select(depth, width, visible);
    }
    return with + body;
  }

  private String with(int depth, List<Item> visible) {
    String name = "w" + aliases++;
    int width = 1 + random.nextInt(3);
    List<String> columns = names(width);
    String inner = query(depth - 1, width, visible);
    visible.add(new Item(name, name, columns));
    return "WITH " + name + "(" + String.join(", ", columns) + ") AS (" + inner + ") ";
  }

  private String select(int depth, int width, List<Item> withTables) {
    List<Item> items = new ArrayList<>();
    StringBuilder from = new StringBuilder();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      Item item = item(depth, withTables);
      from.append(i == 0 ? "" : join(items.get(i - 1), item))
          .append(from.isEmpty() ? item.sql() : "");
      items.add(item);
    }
    String where = chance(4) ? " WHERE " + value(items, 1) + " IS NOT NULL" : "";
    String distinct = chance(6) ? "DISTINCT " : "";
    return "SELECT " + distinct + outputs(items, width, depth) + " FROM " + from + where;
  }

  private String join(Item left, Item right) {
    List<String> common = new ArrayList<>(left.columns());
    common.retainAll(right.columns());
    if (!common.isEmpty() && chance(2)) {
      String kind = pick(List.of(" JOIN ", " LEFT JOIN ", " RIGHT JOIN "));
      return chance(3)
          ? " NATURAL JOIN " + right.sql()
          : kind + right.sql() + " USING (" + pick(common) + ")";
    }
    return chance(2) ? ", " + right.sql() : " LEFT JOIN " + right.sql() + " ON 1 = 1";
  }

  private Item item(int depth, List<Item> withTables) {
    String alias = chance(2) ? "t" + aliases++ : pick(NAMES) + aliases++;
    if (depth > 0 && chance(2)) {
      int width = 1 + random.nextInt(3);
      List<String> columns = names(width);
      String inner = query(depth - 1, width, withTables);
      String list = String.join(", ", columns);
      return new Item("(" + inner + ") AS " + alias + "(" + list + ")", alias, columns);
    }
    if (!withTables.isEmpty() && chance(2)) {
      Item table = pick(withTables);
      return new Item(table.sql() + " " + alias, alias, table.columns());
    }
    return switch (random.nextInt(4)) {
      case 0 -> new Item("orders " + alias, alias, List.of("id", "person_id", "total"));
      case 1 -> new Item("contacts " + alias, alias, List.of("id", "name", "contact"));
      case 2 -> new Item("callers " + alias, alias, List.of("i", "n", "x"));
      default -> new Item("people " + alias, alias, List.of(FixtureCatalog.PEOPLE.split(",", -1)));
    };
  }

  private String outputs(List<Item> items, int width, int depth) {
    int stars = items.stream().mapToInt(item -> item.columns().size()).sum();
    if (stars == width && chance(2)) {
      return "*";
    }
    List<String> outputs = new ArrayList<>();
    for (Item item : items) {
      if (outputs.size() + item.columns().size() == width && chance(2)) {
        outputs.add(item.alias() + ".*");
        return String.join(", ", outputs);
      }
    }
    while (outputs.size() < width) {
      String name = chance(2) ? " AS " + pick(NAMES) : "";
      outputs.add(value(items, depth) + name);
    }
    return String.join(", ", outputs);
  }

  private String value(List<Item> items, int depth) {
    Item item = pick(items);
    String column = pick(item.columns());
    String name = chance(5) ? column : item.alias() + "." + column;
    if (depth <= 0) {
      return name;
    }
    return switch (random.nextInt(14)) {
      case 0 -> "UPPER(CAST(" + name + " AS VARCHAR))";
      case 1 -> name + " || ''";
      case 2 -> "COALESCE(" + name + ", NULL)";
      case 3 -> "CASE WHEN 1 = 1 THEN " + name + " END";
      case 4 -> "(SELECT MAX(" + name + ") FROM orders)";
      case 5 ->
          "(SELECT " + pick(List.of("id", "name", "ssn", "x")) + " FROM people p WHERE p.id = '1')";
      case 6 -> "MAX(" + name + ") OVER ()";
      case 7 -> "FIRST_VALUE(" + name + ") OVER (ORDER BY 1)";
      case 8 -> "(SELECT z FROM (SELECT " + name + " AS z) q)";
      case 9 -> "'clear'";
      default -> name;
    };
  }

  private List<String> names(int width) {
    List<String> left = new ArrayList<>(NAMES);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      names.add(left.remove(random.nextInt(left.size())));
    }
    return names;
  }

  private boolean chance(int one) {
    return random.nextInt(one) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

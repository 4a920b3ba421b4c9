package io.jitjdbc.policy.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the patterns for columns and for resources. */
final class Patterns {
  private static final String PART = "[^.\\s\"'`]+(?: +[^.\\s\"'`]+)*";
  private static final Pattern COLUMN = Pattern.compile(PART + "\\." + PART + "\\." + PART);
  private static final Pattern RESOURCE =
      Pattern.compile("server|metadata|" + PART + "\\." + PART + "(?:\\." + PART + ")?");

  private static final Pattern ROUTINE = Pattern.compile(PART + "\\." + PART);

  private Patterns() {}

  static Optional<ColumnPattern> column(Item item) {
    return item.text(COLUMN, "a column: write schema.table.column, with * for any characters")
        .map(text -> column(text.split("\\.", -1)));
  }

  static List<ColumnPattern> columns(Item item) {
    return item.items().stream().flatMap(pattern -> column(pattern).stream()).toList();
  }

  static Optional<ResourcePattern> resource(Item item) {
    return item.text(
            RESOURCE,
            "a resource: write schema.table (or *.table), schema.table.column, schema.routine,"
                + " server, metadata, or {tag: NAME}")
        .map(Patterns::resource);
  }

  /** A routine, which stands for what is said of it. */
  static Optional<NamePattern> routine(String name, Item said) {
    if (ROUTINE.matcher(name).matches()) {
      return Optional.of(name(name.split("\\.", -1)));
    }
    said.problem(Item.quoted(name) + " is not a routine: write schema.routine, or *.routine");
    return Optional.empty();
  }

  private static ResourcePattern resource(String text) {
    String[] parts = text.split("\\.", -1);
    return switch (parts.length) {
      case 1 -> text.equals("server") ? ResourcePattern.SERVER : ResourcePattern.METADATA;
      case 2 -> ResourcePattern.table(name(parts));
      default -> ResourcePattern.column(column(parts));
    };
  }

  private static ColumnPattern column(String[] parts) {
    return new ColumnPattern(name(parts), new Glob(parts[2]));
  }

  private static NamePattern name(String[] parts) {
    return new NamePattern(new Glob(parts[0]), new Glob(parts[1]));
  }
}

package io.jitjdbc.sql.lineage;

import java.util.List;
import java.util.Optional;

/**
 * One entry of FROM, as names see it.
 *
 * @param alias folded; what qualifies a column
 * @param schema folded schema that may stand before the alias; empty when none may
 * @param fields in the order of {@code *}
 * @param hidden columns that {@code *} does not show
 * @param open the source may have further columns of any name, all with the flow of the first
 *     hidden field
 */
record Source(String alias, String schema, List<Field> fields, List<Field> hidden, boolean open) {

  Source {
    fields = List.copyOf(fields);
    hidden = List.copyOf(hidden);
  }

  static Source closed(String alias, List<Field> fields) {
    return new Source(alias, "", fields, List.of(), false);
  }

  Optional<Field> hidden(String name) {
    return hidden.stream().filter(field -> field.isNamed(name)).findFirst();
  }

  Field field(String name) {
    return fields.stream()
        .filter(field -> field.isNamed(name))
        .findFirst()
        .orElseThrow(() -> NotProvenException.of("no column %s is known here", name));
  }

  /** The whole row as one value. */
  Flow row() {
    Flow row = Flow.CONSTANT;
    for (Field field : fields) {
      row = row.with(field.flow());
    }
    return open ? row.with(hidden.get(0).flow()) : row;
  }

  Source renamed(String newAlias, List<Field> newFields) {
    return new Source(newAlias, "", newFields, hidden, open);
  }
}

package io.jitjdbc.corpus;

import java.util.List;

/** What stands in a FROM clause: its text, the name of its rows, and their columns in order. */
record Source(String sql, String alias, List<Field> fields) {

  Source {
    fields = List.copyOf(fields);
  }

  /** The same rows under another name. */
  Source as(String other) {
    return new Source(sql + " " + other, other, fields);
  }

  boolean isMasked() {
    return fields.stream().anyMatch(Field::isMasked);
  }
}

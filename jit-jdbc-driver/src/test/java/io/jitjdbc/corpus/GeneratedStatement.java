package io.jitjdbc.corpus;

import java.util.List;

/**
 * A statement that was made at random.
 *
 * @param isClear whether no masked column stands anywhere in it
 * @param fields the columns of its result; none for a write
 */
record GeneratedStatement(String sql, boolean isClear, List<Field> fields) {

  GeneratedStatement {
    fields = List.copyOf(fields);
  }

  boolean isWrite() {
    return fields.isEmpty();
  }
}

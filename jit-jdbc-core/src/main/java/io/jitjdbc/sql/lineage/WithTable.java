package io.jitjdbc.sql.lineage;

import java.util.List;
import java.util.function.Supplier;

/** A name that a WITH list defines; asking for one that cannot be read yet ends the analysis. */
record WithTable(Supplier<List<Field>> fields) {

  static WithTable of(List<Field> fields) {
    return new WithTable(() -> fields);
  }

  /** Products disagree whether an earlier definition sees a later one. */
  static WithTable notYet(String name) {
    return new WithTable(
        () -> {
          throw NotProvenException.of("%s is used before WITH defines it", name);
        });
  }
}

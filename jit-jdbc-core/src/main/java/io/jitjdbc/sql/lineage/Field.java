package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Access;
import java.util.Set;

/**
 * A column of something in FROM, or of a result.
 *
 * @param name folded for comparison; empty when the database chooses a name that we do not know
 * @param label as the database would spell it
 * @param reads what using the column means beyond what was recorded when it was computed
 */
record Field(String name, String label, Flow flow, Set<Access> reads) {

  Field {
    reads = Set.copyOf(reads);
  }

  static Field computed(String name, String label, Flow flow) {
    return new Field(name, label, flow, Set.of());
  }

  boolean isUnnamed() {
    return name.isEmpty();
  }

  boolean isNamed(String other) {
    return name.equals(other);
  }

  Field named(String newName, String newLabel) {
    return new Field(newName, newLabel, flow, reads);
  }

  Field withFlow(Flow newFlow) {
    return new Field(name, label, newFlow, reads);
  }
}

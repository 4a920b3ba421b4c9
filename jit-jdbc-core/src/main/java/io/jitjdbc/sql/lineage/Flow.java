package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.sql.Origin;
import java.util.HashSet;
import java.util.Set;

/**
 * What flows into a value: the base columns, and whether anything else could.
 *
 * <p>Unlike {@link Origin}, an unknown flow keeps the columns that are known to be in it: a
 * condition on it still refers to them.
 *
 * @param identity the value is the one column, unchanged
 * @param unknown why anything could be in it; empty when nothing else is
 */
record Flow(Set<Column> columns, boolean identity, String unknown) {

  /** Literals, parameters and bare counts. */
  static final Flow CONSTANT = new Flow(Set.of(), false, "");

  Flow {
    columns = Set.copyOf(columns);
  }

  static Flow identity(Column column) {
    return new Flow(Set.of(column), true, "");
  }

  static Flow unknown(String reason) {
    return new Flow(Set.of(), false, reason);
  }

  boolean isKnown() {
    return unknown.isEmpty();
  }

  boolean isConstant() {
    return isKnown() && columns.isEmpty();
  }

  Flow derived() {
    return identity ? new Flow(columns, false, unknown) : this;
  }

  Flow butUnknown(String reason) {
    return new Flow(columns, false, isKnown() ? reason : unknown);
  }

  /** Both take part in one computed value. */
  Flow with(Flow other) {
    if (other.isConstant()) {
      return derived();
    }
    if (isConstant()) {
      return other.derived();
    }
    Set<Column> both = new HashSet<>(columns);
    both.addAll(other.columns);
    return new Flow(both, false, isKnown() ? other.unknown : unknown);
  }

  /** The value is either the one or the other, as in the arms of a union. */
  Flow or(Flow other) {
    return equals(other) ? this : with(other);
  }

  Origin origin() {
    return isKnown() ? new Origin.Known(columns, identity) : new Origin.Unknown(unknown);
  }
}

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
 * @param risk what computing it could tell
 * @param groupSize over how many rows it counts, sums up or averages at least; 0 if not proven
 */
record Flow(Set<Column> columns, boolean identity, String unknown, Risk risk, long groupSize) {

  /** Literals, parameters and bare counts. */
  static final Flow CONSTANT = new Flow(Set.of(), false, "", Risk.NONE, 0);

  /** Holds no value of a table, but making it leaves a trace. */
  static final Flow TRACED = CONSTANT.fails();

  Flow {
    columns = Set.copyOf(columns);
  }

  static Flow identity(Column column) {
    return new Flow(Set.of(column), true, "", Risk.NONE, 0);
  }

  static Flow unknown(String reason) {
    return new Flow(Set.of(), false, reason, new Risk(true, Set.of()), 0);
  }

  boolean isKnown() {
    return unknown.isEmpty();
  }

  Flow derived() {
    return identity || groupSize > 0 ? new Flow(columns, false, unknown, risk, 0) : this;
  }

  /** Not the column itself, if it was. */
  Flow changed() {
    return identity ? derived() : this;
  }

  Flow butUnknown(String reason) {
    return new Flow(columns, false, isKnown() ? reason : unknown, fails().risk, 0);
  }

  /** Each value is made of at least so many rows; that it can be made tells about all of them. */
  Flow ofGroups(long size) {
    return new Flow(columns, false, unknown, new Risk(true, Set.of()), size);
  }

  /** Computed by what may fail for one value and not for another. */
  Flow fails() {
    return new Flow(columns, false, unknown, new Risk(true, columns), 0);
  }

  /** Found by a search, which takes its time; what decides how long is in its conditions. */
  Flow searched() {
    return new Flow(columns, false, unknown, risk.with(new Risk(true, Set.of())), 0);
  }

  /** Some parts decide whether others are computed at all: if those may fail, it tells. */
  Flow chooses() {
    return risk.any() ? fails() : derived();
  }

  /** Both take part in one computed value. */
  Flow with(Flow other) {
    if (other.equals(CONSTANT)) {
      return derived();
    }
    if (equals(CONSTANT)) {
      return other.derived();
    }
    Set<Column> both = new HashSet<>(columns);
    both.addAll(other.columns);
    return new Flow(both, false, isKnown() ? other.unknown : unknown, risk.with(other.risk), 0);
  }

  /** The value is either the one or the other, as in the arms of a union. */
  Flow or(Flow other) {
    if (equals(other)) {
      return this;
    }
    Flow both = with(other);
    long size = Math.min(groupSize, other.groupSize);
    return size > 0 ? new Flow(both.columns, false, both.unknown, both.risk, size) : both;
  }

  Origin origin() {
    return isKnown() ? new Origin.Known(columns, identity, groupSize) : new Origin.Unknown(unknown);
  }
}

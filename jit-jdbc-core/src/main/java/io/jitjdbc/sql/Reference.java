package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;

/** A use of a column other than as an output: it can tell about values just as well. */
public record Reference(Column column, Usage usage) {

  /** How a statement uses a column that it does not return. */
  public enum Usage {
    /** Compared for equality with a bound parameter, at the top level of WHERE. */
    EQUALS_PARAMETER,
    /** Any other condition, join, grouping, ordering, window or limit. */
    PREDICATE,
    /**
     * Computed with by something that may fail, warn or take longer for one value than for another:
     * a cast, a division, a pattern. That it did tells about the value.
     */
    COMPUTED,
    /** Copied or computed into a place that is no column of a table. */
    WRITE_SOURCE,
    /** Assigned by UPDATE, MERGE or an upsert. */
    UPDATE_TARGET,
    /** Assigned by INSERT. */
    INSERT_TARGET
  }

  public Reference {
    requireNonNull(column);
    requireNonNull(usage);
  }
}

package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Resource.Column;
import java.util.HashSet;
import java.util.Set;

/**
 * What the computing of a value could tell, whether or not anybody sees the value: it may fail,
 * warn, take its time or leave a trace.
 *
 * @param any it may, for whatever reason
 * @param told the columns whose values decide whether it does
 */
record Risk(boolean any, Set<Column> told) {

  static final Risk NONE = new Risk(false, Set.of());

  Risk {
    told = Set.copyOf(told);
  }

  Risk with(Risk other) {
    if (!other.any) {
      return this;
    }
    if (!any) {
      return other;
    }
    Set<Column> both = new HashSet<>(told);
    both.addAll(other.told);
    return new Risk(true, both);
  }
}

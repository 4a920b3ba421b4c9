package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Obligation.Filtering;
import java.util.List;

/** Why columns are sensitive, which ones, and how they are shown. */
record Tag(String name, List<ColumnPattern> columns, Mask mask) {

  /** How the columns of a tag are shown, and what conditions may use them. */
  record Mask(MaskSpec spec, Filtering filtering) {
    static final Mask REDACT = new Mask(MaskSpec.REDACT, Filtering.DENY);
  }

  boolean isOn(Column column) {
    for (ColumnPattern pattern : columns) {
      if (pattern.mayMatch(column)) {
        return true;
      }
    }
    return false;
  }
}

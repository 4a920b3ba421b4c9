package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.MaskedUses;
import java.util.List;

/** Why columns are sensitive, which ones, and how they are shown. */
record Tag(String name, List<ColumnPattern> columns, Mask mask) {

  /** How the columns of a tag are shown, and what else may be done with them. */
  record Mask(MaskSpec spec, MaskedUses uses) {
    static final Mask REDACT = new Mask(MaskSpec.REDACT, MaskedUses.NONE);
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

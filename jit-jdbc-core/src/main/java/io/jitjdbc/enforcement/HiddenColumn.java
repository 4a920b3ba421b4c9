package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Obligation.MaskColumn;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column with every reason why it is masked, the strictest mask first. It is used only as all of
 * them let it be used.
 */
record HiddenColumn(List<MaskColumn> masks) {
  HiddenColumn {
    masks = List.copyOf(masks);
  }

  /** What a permit hides, by column. */
  static Map<Column, HiddenColumn> in(Permit permit, MaskFunctions functions) {
    // Stable: among equally strict masks the policy's order counts.
    Comparator<MaskColumn> strictest =
        Comparator.comparing(mask -> functions.strictness(mask.mask()));
    var hidden = new HashMap<Column, HiddenColumn>();
    Obligations.of(permit).masks().stream()
        .sorted(strictest)
        .forEach(mask -> hidden.merge(mask.column(), of(mask), HiddenColumn::and));
    return Map.copyOf(hidden);
  }

  private static HiddenColumn of(MaskColumn mask) {
    return new HiddenColumn(List.of(mask));
  }

  private HiddenColumn and(HiddenColumn other) {
    return new HiddenColumn(Stream.concat(masks.stream(), other.masks.stream()).toList());
  }

  Column column() {
    return masks.get(0).column();
  }

  /** Through which its values are shown. */
  MaskColumn shown() {
    return masks.get(0);
  }

  Stream<String> tags() {
    return masks.stream().map(MaskColumn::tag);
  }

  /** How many rows an aggregate must be made of to be shown; empty if none is. */
  Optional<Integer> minGroup() {
    return masks.stream().anyMatch(mask -> mask.uses().minGroup() == 0)
        ? Optional.empty()
        : masks.stream().map(mask -> mask.uses().minGroup()).max(Comparator.naturalOrder());
  }
}

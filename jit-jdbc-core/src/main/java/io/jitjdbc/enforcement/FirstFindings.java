package io.jitjdbc.enforcement;

import io.jitjdbc.masking.detection.Sightings;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What detectors find in one execution: nothing is made before anybody looks for anything. */
final class FirstFindings {
  private volatile @Nullable Findings findings;

  /** Is told what is found in the texts of a column. */
  Sightings in(int column) {
    Findings all = made();
    return (what, count) -> all.add(column, what, count);
  }

  private synchronized Findings made() {
    Findings known = findings;
    if (known == null) {
      known = new Findings();
      findings = known;
    }
    return known;
  }

  /** As {@link Findings#notes}. */
  List<String> notes(IntFunction<String> label) {
    Findings known = findings;
    return known == null ? List.of() : known.notes(label);
  }
}

package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.detection.Detection;
import io.jitjdbc.masking.detection.Detector;
import java.util.List;

/** What is looked for in the texts of columns, and the columns that are left alone. */
record Detectors(Detection detection, List<ColumnPattern> except) {
  static final Detectors NONE = new Detectors(Detection.NOTHING, List.of());

  /** What a rule reveals begins with this and ends with a detector's word. */
  static final String PREFIX = "detector.";

  static String revealing(Detector detector) {
    return PREFIX + detector.word();
  }

  /** What is looked for in the column, whoever reads it. */
  Detection on(Column column) {
    return except.stream().anyMatch(pattern -> pattern.matches(column))
        ? Detection.NOTHING
        : detection;
  }
}

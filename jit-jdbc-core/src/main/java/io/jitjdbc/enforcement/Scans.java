package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.detection.Detection;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Obligation.ScanColumn;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What is looked for in the texts of which columns, for one statement. */
final class Scans {
  private final Map<Column, Detection> byColumn = new HashMap<>();

  static Scans in(Permit permit) {
    var scans = new Scans();
    Obligations.of(permit).scans().forEach(scans::add);
    return scans;
  }

  private void add(ScanColumn scan) {
    byColumn.merge(scan.column(), scan.detection(), Detection::and);
  }

  /** What is looked for in a value that comes from these columns; nothing in a constant. */
  Detection of(Collection<Column> columns) {
    return columns.stream()
        .map(column -> byColumn.getOrDefault(column, Detection.NOTHING))
        .reduce(Detection.NOTHING, Detection::and);
  }

  /** Whether something would be hidden if it came out. */
  boolean maskAnything() {
    return byColumn.values().stream().anyMatch(Detection::masksAnything);
  }
}

package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.audit.reading.RecordedRow;
import io.jitjdbc.audit.replay.ResultTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A row as it was read.
 *
 * @param number how many the caller had got to, with where it stood if that was somewhere else
 * @param isLate whether it is no row but a piece of something in an earlier one
 */
public record ReplayRow(String number, boolean isLate, List<ReplayCell> cells) {
  public ReplayRow {
    cells = List.copyOf(cells);
  }

  static ReplayRow of(ResultTable table, RecordedRow row) {
    var cells = new ArrayList<ReplayCell>();
    if (row.isLate() || table.columns().isEmpty()) {
      row.columns()
          .forEach(index -> cells.add(ReplayCell.of(table.column(index), row.cell(index))));
    }
    for (int index = 1; !row.isLate() && index <= table.columns().size(); index++) {
      cells.add(ReplayCell.of(table.column(index), row.cell(index)));
    }
    String number = row.position() == 0 ? "" + row.number() : row.number() + " @ " + row.position();
    return new ReplayRow(number, row.isLate(), cells);
  }
}

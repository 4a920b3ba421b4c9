package io.jitjdbc.audit.replay;

import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.reading.RecordedRow;
import io.jitjdbc.audit.reading.ResultId;
import io.jitjdbc.audit.replay.NotTellableException.Why;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One result for a spreadsheet (RFC 4180). An empty field is null, an empty text is quoted. A text
 * that a spreadsheet would take for a formula gets an apostrophe in front. Throws {@link
 * NotTellableException} for what a table has no place for.
 */
public final class ReplayCsv implements Playback {
  private static final String FORMULA = "=+-@\t\r";

  private final PrintWriter out;
  private final int wanted;
  private @Nullable ResultId only;

  /**
   * To that writer, which the caller flushes.
   *
   * @param wanted the result's number; 0 for the only one
   */
  public ReplayCsv(PrintWriter out, int wanted) {
    this.out = out;
    this.wanted = wanted;
  }

  @Override
  public void event(RecordedEvent event) {
    // A table has no place for it.
  }

  @Override
  public void opened(ResultTable table, Instant time) {
    if (wanted != 0 && wanted != table.id().number()) {
      return;
    }
    if (only != null) {
      throw new NotTellableException(Why.SEVERAL);
    }
    only = table.id();
    var labels = new ArrayList<String>();
    table
        .columns()
        .forEach(
            column -> labels.add(text(column.label() + (column.isMasked() ? " [masked]" : ""))));
    print(labels);
  }

  @Override
  public void row(ResultTable table, RecordedRow row) {
    if (!table.id().equals(only)) {
      return;
    }
    if (row.isLate()) {
      throw new NotTellableException(Why.LATE);
    }
    var cells = new ArrayList<String>();
    for (int index = 1; index <= table.columns().size(); index++) {
      cells.add(cell(row.cell(index)));
    }
    print(cells);
  }

  private static String cell(Optional<CellValue> value) {
    if (value.isPresent() && value.get().type() == CellType.NULL) {
      return "";
    }
    String text = CellText.of(value);
    return value.filter(CellText::isFreeText).isPresent() ? text(text) : text;
  }

  private static String text(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }

  private void print(List<String> fields) {
    out.print(String.join(",", fields) + "\r\n");
  }

  @Override
  public void ended(ResultTable table, String outcome, long rows) {
    // What is in the table is all.
  }

  @Override
  public void withheld(Instant time) {
    throw new NotTellableException(Why.ENCRYPTED);
  }

  @Override
  public void end() {
    if (only == null) {
      throw new NotTellableException(Why.NOTHING);
    }
  }
}

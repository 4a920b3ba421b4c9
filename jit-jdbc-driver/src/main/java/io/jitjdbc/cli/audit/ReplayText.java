package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.CellValue;
import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.reading.RecordedRow;
import io.jitjdbc.audit.reading.ResultId;
import io.jitjdbc.audit.replay.CellText;
import io.jitjdbc.audit.replay.Playback;
import io.jitjdbc.audit.replay.ResultTable;
import io.jitjdbc.audit.replay.Visible;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For people: what happened with its time, and results as tables that grow as they are read. */
final class ReplayText implements Playback {
  private static final String LOCK = "🔒";
  private static final String INDENT = "           ";
  private static final int WIDEST = 40;
  private static final double MILLIS = 1000;

  private final PrintWriter out;
  private final Map<ResultId, int[]> widths = new HashMap<>();
  private @Nullable Instant begin;
  private @Nullable ResultId shown;

  ReplayText(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void event(RecordedEvent event) {
    boolean isFirst = begin == null;
    line(event.time(), EventText.line(event));
    if (isFirst) {
      out.println(INDENT + "at " + event.time() + " by " + Visible.of(event.subject().label()));
    }
    if (event.type().equals("statement.decided")) {
      out.println(INDENT + "statement " + Visible.of(event.statementId()));
    }
  }

  private void line(Instant time, String text) {
    Instant from = begin == null ? time : begin;
    begin = from;
    shown = null;
    double seconds = Duration.between(from, time).toMillis() / MILLIS;
    out.println(String.format(Locale.ROOT, "%+9.3fs ", seconds) + text);
  }

  @Override
  public void opened(ResultTable table, Instant time) {
    line(time, "result " + table.id().number() + " of " + Visible.of(table.id().statement()));
    for (ResultColumn column : table.columns()) {
      if (column.isMasked()) {
        String why = Visible.of(column.mask());
        out.println(INDENT + LOCK + " " + Visible.of(column.label()) + " was read masked: " + why);
      }
    }
  }

  @Override
  public void row(ResultTable table, RecordedRow row) {
    if (row.isLate()) {
      out.println(INDENT + "read on in an earlier row: " + cell(row, 0));
      return;
    }
    if (table.columns().isEmpty()) {
      out.println(INDENT + (table.isBound() ? "with " : "row ") + unnamed(row));
      return;
    }
    head(table);
    List<String> cells = new ArrayList<>();
    cells.add(row.position() == 0 ? "" + row.number() : row.number() + "@" + row.position());
    for (int index = 1; index <= table.columns().size(); index++) {
      boolean isLocked = table.column(index).isMasked() && row.cell(index).isPresent();
      cells.add((isLocked ? LOCK : "") + cell(row, index));
    }
    out.println(INDENT + aligned(table, cells));
  }

  private static String unnamed(RecordedRow row) {
    var cells = new ArrayList<String>();
    row.columns().forEach(index -> cells.add(index + " = " + cell(row, index)));
    return String.join(", ", cells);
  }

  private static String cell(RecordedRow row, int index) {
    Optional<CellValue> value = row.cell(index);
    String text = Visible.of(CellText.of(value));
    // So that a text can pass neither for the lack of a value, nor for the edge of a column.
    boolean isOdd =
        value.isPresent()
            && CellText.isFreeText(value.get())
            && (text.isBlank()
                || text.equals("NULL")
                || text.startsWith("[")
                || text.startsWith("'")
                || text.startsWith(LOCK)
                || text.startsWith(CellText.NOT_READ)
                || text.contains("|"));
    return isOdd ? "'" + text + "'" : text;
  }

  /** Again where something else was told in between. */
  private void head(ResultTable table) {
    if (table.id().equals(shown)) {
      return;
    }
    shown = table.id();
    List<String> labels = new ArrayList<>(List.of("row"));
    table
        .columns()
        .forEach(
            column -> labels.add((column.isMasked() ? LOCK : "") + Visible.of(column.label())));
    String line = aligned(table, labels);
    out.println(INDENT + line);
    out.println(INDENT + "-".repeat(line.length()));
  }

  /** Columns get wider as they have to, up to some width: rows that are out are not told again. */
  private String aligned(ResultTable table, List<String> cells) {
    int[] wide = widths.computeIfAbsent(table.id(), each -> fresh(cells.size()));
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      int length = cells.get(i).codePointCount(0, cells.get(i).length());
      wide[i] = Math.max(wide[i], Math.min(length, WIDEST));
      line.append(i == 0 ? "" : " | ").append(cells.get(i));
      line.append(" ".repeat(Math.max(0, wide[i] - length)));
    }
    return line.toString().stripTrailing();
  }

  private static int[] fresh(int columns) {
    int[] wide = new int[columns];
    Arrays.fill(wide, 8);
    wide[0] = 3;
    return wide;
  }

  @Override
  public void ended(ResultTable table, String outcome, long rows) {
    widths.remove(table.id());
    shown = null;
    out.println(
        INDENT
            + "result "
            + table.id().number()
            + " "
            + Visible.of(outcome)
            + ", "
            + rows
            + " rows");
  }

  @Override
  public void withheld(Instant time) {
    line(time, "[encrypted: no key given]");
  }
}

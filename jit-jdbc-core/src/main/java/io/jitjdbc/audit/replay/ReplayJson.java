package io.jitjdbc.audit.replay;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.reading.RecordedRow;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** For scripts: one JSON object a line, with fields that are only ever added to. */
public final class ReplayJson implements Playback {
  private final PrintWriter out;

  /** To that writer, which the caller flushes. */
  public ReplayJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void event(RecordedEvent event) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("entry", "event");
    fields.put("event", event.fields());
    print(fields);
  }

  @Override
  public void opened(ResultTable table, Instant time) {
    Map<String, Object> fields = entry("result", table);
    fields.put("time", time.toString());
    fields.put("columns", table.columns().stream().map(ReplayJson::column).toList());
    print(fields);
  }

  private static Map<String, Object> column(ResultColumn column) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("label", column.label());
    fields.put("type", column.typeName());
    fields.put("masked", column.isMasked());
    fields.put("mask", column.mask());
    fields.put("tags", column.tags());
    return fields;
  }

  @Override
  public void row(ResultTable table, RecordedRow row) {
    String kind = row.isLate() ? "piece" : table.isBound() ? "bound" : "row";
    Map<String, Object> fields = entry(kind, table);
    fields.put("row", row.number());
    if (row.position() != 0) {
      fields.put("position", row.position());
    }
    var cells = new ArrayList<Map<String, Object>>();
    for (int index : indexes(table, row)) {
      cells.add(cell(table, row, index));
    }
    fields.put("cells", cells);
    print(fields);
  }

  private static List<Integer> indexes(ResultTable table, RecordedRow row) {
    var indexes = new ArrayList<Integer>();
    for (int index = 1; !row.isLate() && index <= table.columns().size(); index++) {
      indexes.add(index);
    }
    row.columns()
        .forEach(
            index -> {
              if (!indexes.contains(index)) {
                indexes.add(index);
              }
            });
    return indexes;
  }

  private static Map<String, Object> cell(ResultTable table, RecordedRow row, int index) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("column", index);
    fields.put("label", table.column(index).label());
    fields.put("read", row.cell(index).isPresent());
    row.cell(index)
        .ifPresent(
            value -> {
              fields.put("masked", table.column(index).isMasked());
              fields.put("type", value.type().name().toLowerCase(Locale.ROOT));
              if (value.type() != CellType.NULL) {
                fields.put("value", CellText.json(value));
              }
            });
    return fields;
  }

  @Override
  public void ended(ResultTable table, String outcome, long rows) {
    Map<String, Object> fields = entry("result.ended", table);
    fields.put("outcome", outcome);
    fields.put("rows", rows);
    print(fields);
  }

  @Override
  public void withheld(Instant time) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("entry", "encrypted");
    fields.put("time", time.toString());
    print(fields);
  }

  private static Map<String, Object> entry(String kind, ResultTable table) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("entry", kind);
    fields.put("statement", table.id().statement());
    fields.put("result", table.id().number());
    return fields;
  }

  private void print(Map<String, Object> fields) {
    out.println(Visible.json(JSONObjectUtils.toJSONString(fields)));
  }
}

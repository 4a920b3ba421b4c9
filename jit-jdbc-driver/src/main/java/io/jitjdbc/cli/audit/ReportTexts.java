package io.jitjdbc.cli.audit;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.replay.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for a terminal, and for scripts. */
final class ReportTexts {
  private ReportTexts() {}

  static String text(ReportFigures figures) {
    var text = new StringBuilder("From " + figures.window() + "\n");
    for (ReportFigures.Section section : figures.sections()) {
      text.append('\n').append(section.title()).append('\n');
      if (section.rows().isEmpty()) {
        text.append("  none\n");
      } else {
        var rows = new ArrayList<List<String>>(List.of(section.head()));
        rows.addAll(section.rows());
        Columns.aligned(rows).forEach(line -> text.append("  ").append(line).append('\n'));
      }
    }
    return text.toString();
  }

  static String json(ReportFigures figures) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("window", figures.window());
    for (ReportFigures.Section section : figures.sections()) {
      fields.put(section.key(), section.rows().stream().map(row -> row(section, row)).toList());
    }
    var days = new LinkedHashMap<String, Object>();
    figures.rowsByDay().forEach((day, rows) -> days.put(day.toString(), rows));
    fields.put("rowsByDay", days);
    return Visible.json(JSONObjectUtils.toJSONString(fields)) + "\n";
  }

  private static Map<String, Object> row(ReportFigures.Section section, List<String> row) {
    var fields = new LinkedHashMap<String, Object>();
    for (int i = 0; i < row.size(); i++) {
      boolean isNumber = ReportPage.isNumber(section.head().get(i));
      fields.put(section.head().get(i), isNumber ? Long.valueOf(row.get(i)) : row.get(i));
    }
    return fields;
  }
}

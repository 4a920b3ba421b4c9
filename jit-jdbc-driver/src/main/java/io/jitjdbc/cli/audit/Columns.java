package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.replay.Visible;
import java.util.ArrayList;
import java.util.List;

/** Cells under each other; what a terminal would obey is escaped. */
final class Columns {
  private Columns() {}

  static List<String> aligned(List<List<String>> rows) {
    List<List<String>> visible =
        rows.stream().map(row -> row.stream().map(Visible::of).toList()).toList();
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : visible) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    var lines = new ArrayList<String>();
    for (List<String> row : visible) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)) + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}

package io.jitjdbc.examples.quickstart;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a result as texts, the labels first. */
final class ResultRows {
  private ResultRows() {}

  static List<List<String>> read(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    var texts = new ArrayList<List<String>>();
    var labels = new ArrayList<String>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      labels.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
    }
    texts.add(labels);
    while (rows.next()) {
      var cells = new ArrayList<String>();
      for (int i = 1; i <= labels.size(); i++) {
        cells.add(String.valueOf(rows.getString(i)));
      }
      texts.add(cells);
    }
    return texts;
  }
}

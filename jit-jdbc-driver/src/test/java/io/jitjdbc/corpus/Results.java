package io.jitjdbc.corpus;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What statements return, as columns of texts, to be compared between two connections. */
record Results(List<List<String>> columns) {

  /** Runs all statements on one connection, as tools send them. */
  static Results of(Connection connection, List<String> statements) throws SQLException {
    var columns = new ArrayList<List<String>>();
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        columns.addAll(read(statement, statement.execute(sql)));
      }
    }
    return new Results(columns);
  }

  /** Runs all statements on one connection, as frameworks send them. */
  static Results ofPrepared(Connection connection, List<String> statements, List<Object> binds)
      throws SQLException {
    var columns = new ArrayList<List<String>>();
    for (String sql : statements) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < binds.size(); i++) {
          statement.setObject(i + 1, binds.get(i));
        }
        columns.addAll(read(statement, statement.execute()));
      }
    }
    return new Results(columns);
  }

  private static List<List<String>> read(Statement statement, boolean isQuery) throws SQLException {
    if (!isQuery) {
      return List.of(List.of("update count", String.valueOf(statement.getUpdateCount())));
    }
    try (ResultSet rows = statement.getResultSet()) {
      int width = rows.getMetaData().getColumnCount();
      var columns = new ArrayList<List<String>>();
      for (int i = 1; i <= width; i++) {
        columns.add(new ArrayList<>(List.of(rows.getMetaData().getColumnLabel(i))));
      }
      while (rows.next()) {
        for (int i = 1; i <= width; i++) {
          columns.get(i - 1).add(String.valueOf(rows.getString(i)));
        }
      }
      return columns;
    }
  }

  int width() {
    return columns.size();
  }

  /** The columns without any canary in them that the other one does not have at their places. */
  List<String> clearColumnsMissingIn(Results other) {
    var missing = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      List<String> column = columns.get(i);
      boolean isIntact = i < other.columns.size() && column.equals(other.columns.get(i));
      if (!isIntact && Canaries.in(String.join(" ", column)).isEmpty()) {
        missing.add(column.get(0));
      }
    }
    return missing;
  }
}

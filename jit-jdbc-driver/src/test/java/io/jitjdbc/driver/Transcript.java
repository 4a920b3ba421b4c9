package io.jitjdbc.driver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Everything that a caller sees of statements that run one after the other, line by line. */
final class Transcript {
  private final List<String> lines = new ArrayList<>();

  private Transcript() {}

  /** Each text as a statement of its own and, where it can be prepared, as a prepared one. */
  static List<String> of(Connection connection, List<String> texts) throws SQLException {
    var transcript = new Transcript();
    for (String text : texts) {
      transcript.lines.add(text);
      transcript.plain(connection, text);
      transcript.prepared(connection, text);
      transcript.warnings(connection.getWarnings());
      connection.clearWarnings();
    }
    return transcript.lines;
  }

  private void plain(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      results(statement, statement.execute(text, Statement.RETURN_GENERATED_KEYS));
      rows(statement.getGeneratedKeys());
    } catch (SQLException e) {
      failure(e);
    }
  }

  private void prepared(Connection connection, String text) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      results(statement, statement.execute());
    } catch (SQLException e) {
      failure(e);
    }
  }

  private void results(Statement statement, boolean first) throws SQLException {
    boolean isQuery = first;
    while (isQuery || statement.getUpdateCount() != -1) {
      if (isQuery) {
        rows(statement.getResultSet());
      } else {
        lines.add("  count " + statement.getUpdateCount());
      }
      warnings(statement.getWarnings());
      isQuery = statement.getMoreResults();
    }
  }

  private void rows(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    while (rows.next()) {
      var line = new StringBuilder("  ");
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        Object object = rows.getObject(i);
        line.append(alike(columns.getColumnLabel(i)))
            .append(' ')
            .append(columns.getColumnTypeName(i));
        line.append('=').append(rows.getString(i)).append('/');
        line.append(object == null ? "null" : object.getClass().getName()).append(' ');
      }
      lines.add(line.toString());
    }
    lines.add("  end of " + columns.getColumnCount() + " columns");
  }

  private void failure(SQLException e) {
    for (SQLException next = e; next != null; next = next.getNextException()) {
      lines.add(
          "  "
              + next.getClass().getName()
              + " "
              + next.getSQLState()
              + " "
              + next.getErrorCode()
              + " "
              + alike(next.getMessage()));
    }
  }

  /** Without what tells two connections, or two databases with the same content, apart. */
  static String alike(String message) {
    return message.replaceAll("\\(conn=\\d+\\)|db_\\d+", "…");
  }

  private void warnings(SQLWarning first) {
    for (SQLWarning next = first; next != null; next = next.getNextWarning()) {
      lines.add("  warning " + next.getSQLState() + " " + next.getMessage());
    }
  }
}

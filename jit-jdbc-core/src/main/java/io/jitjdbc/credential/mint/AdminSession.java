package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.DatabaseCredential;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A connection of the mint broker's own. */
final class AdminSession implements AutoCloseable {
  private final AdminLogin login;
  private final Connection connection;

  AdminSession(AdminLogin login, Connection connection) {
    this.login = login;
    this.connection = connection;
  }

  /** The name that the broker has there, as its settings say it. */
  String user() {
    return login.user();
  }

  /** The first part of the server's version. */
  int version() throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void run(String sql, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.execute();
    }
  }

  /** All of it, or nothing. */
  void runTogether(List<String> statements) throws SQLException {
    connection.setAutoCommit(false);
    try {
      for (String sql : statements) {
        run(sql);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** The first column of every row. */
  List<String> column(String sql, String... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        var column = new ArrayList<String>();
        while (rows.next()) {
          column.add(rows.getString(1));
        }
        return column;
      }
    }
  }

  /** Whether the question has an answer: a row. */
  boolean has(String sql, String... values) throws SQLException {
    return !column(sql, values).isEmpty();
  }

  /** Another connection to the same server, of a login that was just made there. */
  AdminSession of(DatabaseCredential credential) throws SQLException {
    return login.connect(credential.user(), credential.revealPassword());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

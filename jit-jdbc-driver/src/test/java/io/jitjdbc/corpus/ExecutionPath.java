package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** The ways on which a text gets to the database. */
enum ExecutionPath {
  EXECUTE {
    @Override
    void run(Connection connection, String sql, Sightings seen) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        new StatementWalk(statement, sql, seen).results(statement.execute(sql));
      }
    }
  },
  QUERY {
    @Override
    void run(Connection connection, String sql, Sightings seen) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        CellWalk.walk(rows, sql, seen);
      }
    }
  },
  PREPARED {
    @Override
    void run(Connection connection, String sql, Sightings seen) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        new StatementWalk(statement, sql, seen).results(statement.execute());
      }
    }
  },
  CALL {
    @Override
    void run(Connection connection, String sql, Sightings seen) throws SQLException {
      try (CallableStatement statement = connection.prepareCall(sql)) {
        new StatementWalk(statement, sql, seen).results(statement.execute());
      }
    }

    /** MariaDB's driver takes calls alone, and quotes everything else in its exception. */
    @Override
    boolean takes(String sql, DatabaseProduct product) {
      return product != DatabaseProduct.MARIADB || startsWithOneOf(sql, List.of("CALL", "{"));
    }
  },
  KEYS {
    @Override
    void run(Connection connection, String sql, Sightings seen) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        boolean isQuery = statement.execute(sql, Statement.RETURN_GENERATED_KEYS);
        new StatementWalk(statement, sql, seen).results(isQuery);
      }
    }

    @Override
    boolean takes(String sql, DatabaseProduct product) {
      return startsWithOneOf(sql, WRITES);
    }
  },
  BATCH {
    @Override
    void run(Connection connection, String sql, Sightings seen) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.addBatch(sql);
        for (int count : statement.executeBatch()) {
          seen.add("batch count", count);
        }
        new StatementWalk(statement, sql, seen).words();
      }
    }

    @Override
    boolean takes(String sql, DatabaseProduct product) {
      return startsWithOneOf(sql, WRITES);
    }
  };

  private static final List<String> WRITES =
      List.of("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "CREATE");

  /** Runs it and reads everything that comes back. */
  abstract void run(Connection connection, String sql, Sightings seen) throws SQLException;

  /** Whether it is a way for such a text. */
  boolean takes(String sql, DatabaseProduct product) {
    return true;
  }

  private static boolean startsWithOneOf(String sql, List<String> words) {
    String text = sql.strip().toUpperCase(Locale.ROOT);
    return words.stream().anyMatch(text::startsWith);
  }
}

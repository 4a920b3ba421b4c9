package io.jitjdbc.driver.catalog;

import static java.util.stream.Collectors.joining;

import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.ServerReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * PostgreSQL prints a query as it understood it when a view is made of it: names resolved, and
 * qualified because none is in the search path while it prints. The view is temporary and taken
 * back at once, with everything else that was done meanwhile; creating it computes nothing.
 */
final class ViewText implements ServerReading {
  private static final String VIEW = "pg_temp.jit_server_reading";

  /** A table that somebody redefines at this moment must not hold us up. */
  private static final String OBSTACLES =
      """
      SELECT pg_catalog.set_config('lock_timeout', '1000', true),
             CASE WHEN pg_catalog.pg_is_in_recovery() THEN 'the server is a standby'
                  WHEN pg_catalog.current_setting('transaction_read_only') = 'on'
                  THEN 'the transaction is read only'
                  WHEN NOT pg_catalog.has_database_privilege(
                             pg_catalog.current_database(), 'TEMPORARY')
                  THEN 'the login lacks the TEMPORARY privilege on the database' END
      """;

  private static final String NO_SEARCH_PATH =
      "SELECT pg_catalog.set_config('search_path', '', true)";

  private static final String DEFINITION =
      "SELECT pg_catalog.pg_get_viewdef('" + VIEW + "'::pg_catalog.regclass)";

  private final Connection raw;

  ViewText(Connection raw) {
    this.raw = raw;
  }

  @Override
  public Answer read(Question question) throws CatalogException {
    try {
      return raw.getAutoCommit() ? inOwnTransaction(question) : inSavepoint(question);
    } catch (SQLException e) {
      throw lost(e);
    }
  }

  private Answer inSavepoint(Question question) throws SQLException {
    Savepoint before;
    try {
      before = raw.setSavepoint();
    } catch (SQLException e) {
      return new Answer.Unavailable("the transaction takes no more statements" + state(e));
    }
    try {
      return defined(question);
    } finally {
      raw.rollback(before);
      raw.releaseSavepoint(before);
    }
  }

  private Answer inOwnTransaction(Question question) throws SQLException {
    raw.setAutoCommit(false);
    try {
      return defined(question);
    } finally {
      raw.rollback();
      raw.setAutoCommit(true);
    }
  }

  private Answer defined(Question question) {
    try {
      Optional<String> obstacle = obstacle();
      return obstacle.isPresent()
          ? new Answer.Unavailable(obstacle.get())
          : new Answer.Text(definition(question));
    } catch (SQLException e) {
      return new Answer.Unavailable("PostgreSQL makes no view of it" + state(e));
    }
  }

  private Optional<String> obstacle() throws SQLException {
    try (Statement statement = raw.createStatement();
        ResultSet found = statement.executeQuery(OBSTACLES)) {
      found.next();
      return Optional.ofNullable(found.getString(2));
    }
  }

  private String definition(Question question) throws SQLException {
    create(question);
    try (Statement statement = raw.createStatement()) {
      statement.execute(NO_SEARCH_PATH);
      try (ResultSet text = statement.executeQuery(DEFINITION)) {
        text.next();
        return text.getString(1);
      }
    }
  }

  /** Prepared, so that the driver treats the text as it will treat the statement itself. */
  private void create(Question question) throws SQLException {
    String columns =
        IntStream.rangeClosed(1, question.width()).mapToObj(n -> "c" + n).collect(joining(", "));
    String definition =
        "CREATE TEMPORARY VIEW " + VIEW + " (" + columns + ") AS " + question.withoutParameters();
    try (PreparedStatement create = raw.prepareStatement(definition)) {
      create.execute();
    }
  }

  private static String state(SQLException e) {
    return " (SQLSTATE " + e.getSQLState() + ")";
  }

  /** Whatever ran next on the connection could be part of the wrong transaction. */
  private CatalogException lost(SQLException e) {
    try {
      raw.close();
    } catch (SQLException again) {
      e.addSuppressed(again);
    }
    return new CatalogException("the connection was lost while the database was asked" + state(e));
  }
}

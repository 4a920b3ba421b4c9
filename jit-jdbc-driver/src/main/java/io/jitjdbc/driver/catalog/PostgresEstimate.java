package io.jitjdbc.driver.catalog;

import com.nimbusds.jose.util.JSONArrayUtils;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.RowEstimator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.text.ParseException;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What PostgreSQL's planner expects of the outermost node of a plan. */
final class PostgresEstimate implements RowEstimator {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresEstimate.class);

  private final Connection raw;
  private final int seconds;

  PostgresEstimate(Connection raw, int seconds) {
    this.raw = raw;
    this.seconds = seconds;
  }

  @Override
  public OptionalLong estimate(Question question) throws CatalogException {
    try {
      return raw.getAutoCommit() ? planned(question) : inSavepoint(question);
    } catch (SQLException e) {
      return unknown(e);
    }
  }

  /** An error would end the caller's transaction. */
  private OptionalLong inSavepoint(Question question) throws SQLException, CatalogException {
    Savepoint before = raw.setSavepoint();
    OptionalLong rows;
    try {
      rows = planned(question);
    } catch (SQLException e) {
      rows = unknown(e);
    }
    try {
      raw.rollback(before);
      raw.releaseSavepoint(before);
    } catch (SQLException e) {
      raw.close();
      throw new CatalogException(
          "the connection was lost while the database was asked (SQLSTATE "
              + e.getSQLState()
              + ")");
    }
    return rows;
  }

  private OptionalLong planned(Question question) throws SQLException {
    String explain = "EXPLAIN (FORMAT JSON) " + question.sql();
    try (PreparedStatement statement =
            RowEstimators.prepare(raw, explain, question.values(), seconds);
        ResultSet plan = statement.executeQuery()) {
      plan.next();
      return rows(plan.getString(1));
    }
  }

  static OptionalLong rows(String plan) {
    try {
      return JSONArrayUtils.parse(plan).get(0) instanceof Map<?, ?> first
              && first.get("Plan") instanceof Map<?, ?> node
              && node.get("Plan Rows") instanceof Number rows
          ? OptionalLong.of(rows.longValue())
          : OptionalLong.empty();
    } catch (ParseException | IndexOutOfBoundsException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong unknown(SQLException e) {
    LOG.debug("PostgreSQL does not explain a query (SQLSTATE {})", e.getSQLState());
    return OptionalLong.empty();
  }
}

package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.RowEstimator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How each product is asked how many rows a query returns. */
final class RowEstimators {
  private RowEstimators() {}

  /**
   * The product's way, if it has one.
   *
   * @param longest how long an answer may take; zero if nobody is to ask
   */
  static RowEstimator of(Connection raw, Dialect dialect, Duration longest) {
    if (longest.isZero()) {
      return RowEstimator.NONE;
    }
    int seconds = (int) Math.max(1, Math.min(Integer.MAX_VALUE, longest.toSeconds()));
    return switch (dialect.product()) {
      case POSTGRESQL -> new PostgresEstimate(raw, seconds);
      case MARIADB, MYSQL -> new MySqlEstimate(raw, dialect.product(), seconds);
      case H2 -> new H2Estimate(raw);
      case GENERIC -> RowEstimator.NONE;
    };
  }

  /** A statement that is about a query, with the values that are bound to that. */
  static PreparedStatement prepare(
      Connection raw, String sql, List<@Nullable Object> values, int seconds) throws SQLException {
    PreparedStatement statement = raw.prepareStatement(sql);
    try {
      statement.setQueryTimeout(seconds);
      for (int index = 1; index <= values.size(); index++) {
        statement.setObject(index, values.get(index - 1));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}

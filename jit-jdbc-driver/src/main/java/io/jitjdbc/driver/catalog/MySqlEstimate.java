package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.RowEstimator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What MariaDB and MySQL expect: in each query of a UNION, every combination of the rows that they
 * expect to look at and to keep in its tables. A LIMIT, a grouping and a DISTINCT make it fewer,
 * and do not count here.
 */
final class MySqlEstimate implements RowEstimator {
  private static final Logger LOG = LoggerFactory.getLogger(MySqlEstimate.class);

  /** Those whose rows are the statement's own. */
  private static final Set<String> OWN = Set.of("SIMPLE", "PRIMARY", "UNION");

  private static final double ALL = 100;

  private final Connection raw;
  private final String explain;
  private final int seconds;

  MySqlEstimate(Connection raw, Product product, int seconds) {
    this.raw = raw;
    this.explain = product == Product.MARIADB ? "EXPLAIN EXTENDED " : "EXPLAIN ";
    this.seconds = seconds;
  }

  @Override
  public OptionalLong estimate(Question question) {
    try (PreparedStatement statement =
            RowEstimators.prepare(raw, explain + question.sql(), question.values(), seconds);
        ResultSet plan = statement.executeQuery()) {
      return rows(plan);
    } catch (SQLException e) {
      LOG.debug("The database does not explain a query (SQLSTATE {})", e.getSQLState());
      return OptionalLong.empty();
    }
  }

  private static OptionalLong rows(ResultSet plan) throws SQLException {
    Map<String, Double> queries = new HashMap<>();
    while (plan.next()) {
      if (OWN.contains(plan.getString("select_type"))) {
        queries.merge(String.valueOf(plan.getString("id")), kept(plan), (one, two) -> one * two);
      }
    }
    // A plan that names none of its own tables says nothing, and not that there are no rows.
    return queries.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            Math.round(queries.values().stream().mapToDouble(Double::doubleValue).sum()));
  }

  /** Null where no table is looked into, as for a constant or a condition that cannot hold. */
  private static double kept(ResultSet plan) throws SQLException {
    double rows = plan.getDouble("rows");
    if (plan.wasNull()) {
      return 1;
    }
    double filtered = plan.getDouble("filtered");
    return plan.wasNull() ? rows : rows * filtered / ALL;
  }
}

package io.jitjdbc.driver.catalog;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.RowEstimator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2's plan tells no numbers, but the catalog does: as many rows as the largest of the tables has.
 * A condition or a LIMIT makes it fewer, and a join may make it more; neither counts here.
 */
final class H2Estimate implements RowEstimator {
  private static final Logger LOG = LoggerFactory.getLogger(H2Estimate.class);
  private static final String ROWS =
      """
      SELECT CASE WHEN STORAGE_TYPE = 'VIEW' THEN 0 ELSE ROW_COUNT_ESTIMATE END
      FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?
      """;

  private final Connection raw;

  H2Estimate(Connection raw) {
    this.raw = raw;
  }

  @Override
  public OptionalLong estimate(Question question) {
    OptionalLong largest = OptionalLong.empty();
    try {
      for (Table table : question.tables()) {
        OptionalLong rows = rows(table);
        if (rows.isEmpty()) {
          // It may be larger than all the others.
          return rows;
        }
        if (rows.getAsLong() >= largest.orElse(0)) {
          largest = rows;
        }
      }
      return largest;
    } catch (SQLException e) {
      LOG.debug("H2 does not tell how large a table is (SQLSTATE {})", e.getSQLState());
      return OptionalLong.empty();
    }
  }

  /** Without a limit of time: to H2 a statement's is the connection's, and would stay. */
  private OptionalLong rows(Table table) throws SQLException {
    try (PreparedStatement statement = raw.prepareStatement(ROWS)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
      }
    }
  }
}

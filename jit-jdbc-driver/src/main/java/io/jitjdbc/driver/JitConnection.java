package io.jitjdbc.driver;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.Explanation;
import java.sql.SQLException;

/**
 * What a connection of this driver can do beside JDBC, through any pool: {@code
 * connection.unwrap(JitConnection.class)}.
 */
public interface JitConnection {

  /**
   * Says what would be decided about a statement for whoever acts on this connection, and from
   * what. Runs nothing but questions to the catalog, asks nobody for an approval, and is recorded.
   * A statement that would be denied, or that cannot be analysed, is explained as well.
   *
   * @throws SQLException {@code 42501} if it cannot be recorded, {@code 08006} if the lease is over
   */
  Explanation explain(String sql) throws SQLException;

  /**
   * The same for somebody else, who need not have been verified: it is only put to the policy. The
   * record names both.
   *
   * @throws SQLException as for {@link #explain(String)}
   */
  Explanation explain(String sql, Subject about) throws SQLException;
}

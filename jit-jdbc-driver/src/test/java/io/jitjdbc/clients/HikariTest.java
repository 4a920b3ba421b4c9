package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** A pool keeps what works, and only that. */
class HikariTest {
  private static final String INSERT = "INSERT INTO orders (customer_id, total) VALUES (?, ?)";

  @FunctionalInterface
  private interface Work {
    void with(HikariDataSource pool, EnforcedDatabase database) throws Exception;
  }

  private static void onPool(DatabaseProduct product, Work work) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product);
        HikariDataSource pool = database.pool(database.settings())) {
      work.with(pool, database);
    }
  }

  private static String firstEmail(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM customers")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void order(Connection connection, String total) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setInt(1, 1);
      insert.setBigDecimal(2, new BigDecimal(total));
      insert.executeUpdate();
    }
  }

  /** Sooner or later after {@code isValid} says that it is not worth lending. */
  private static boolean isOver(Connection connection) {
    try {
      connection.setReadOnly(false);
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static Connection physical(Connection pooled) throws SQLException {
    return pooled.unwrap(Connection.class);
  }

  @OnEveryDatabase
  void readsMaskedRows(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          try (Connection connection = pool.getConnection()) {
            assertThat(firstEmail(connection))
                .startsWith("a")
                .endsWith("@example.org")
                .isNotEqualTo(EnforcedDatabase.secretEmail());
          }
        });
  }

  @OnEveryDatabase
  void needsNothingButAnotherUrlAndProperties(DatabaseProduct product) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product);
        var pool = new HikariDataSource()) {
      pool.setJdbcUrl(database.url());
      pool.setDataSourceProperties(database.settings());
      pool.setMaximumPoolSize(1);
      try (Connection connection = pool.getConnection()) {
        assertThat(firstEmail(connection)).isNotEqualTo(EnforcedDatabase.secretEmail());
      }
    }
  }

  @OnEveryDatabase
  void keepsWhatWasCommittedAndForgetsWhatWasRolledBack(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            order(connection, "1.00");
            connection.commit();
            order(connection, "2.00");
            connection.rollback();
          }
          assertThat(database.count("orders")).isEqualTo(1);
        });
  }

  @OnEveryDatabase
  void rollsBackToASavepoint(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            order(connection, "1.00");
            Savepoint savepoint = connection.setSavepoint("before");
            order(connection, "2.00");
            connection.rollback(savepoint);
            connection.commit();
          }
          assertThat(database.count("orders")).isEqualTo(1);
        });
  }

  @OnEveryDatabase
  void runsABatchAsAWhole(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          try (Connection connection = pool.getConnection();
              PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 1; i <= 3; i++) {
              insert.setInt(1, i);
              insert.setBigDecimal(2, BigDecimal.TEN);
              insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(3);
          }
          assertThat(database.count("orders")).isEqualTo(3);
        });
  }

  @OnEveryDatabase
  void handsOutGeneratedKeys(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          try (Connection connection = pool.getConnection();
              PreparedStatement insert =
                  connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
            insert.setInt(1, 1);
            insert.setBigDecimal(2, BigDecimal.ONE);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
              assertThat(keys.next()).isTrue();
              assertThat(keys.getInt(1)).isEqualTo(1);
            }
          }
        });
  }

  @OnEveryDatabase
  void describesTablesAndResults(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          try (Connection connection = pool.getConnection()) {
            var columns = new ArrayList<String>();
            String table =
                connection.getMetaData().storesUpperCaseIdentifiers() ? "CUSTOMERS" : "customers";
            try (ResultSet rows =
                connection
                    .getMetaData()
                    .getColumns(connection.getCatalog(), connection.getSchema(), table, null)) {
              while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
              }
            }
            assertThat(columns).isEqualTo(List.of("id", "name", "email"));
            assertThat(connection.getMetaData().getURL())
                .isEqualTo(database.raw().jdbcUrl().replaceFirst("[?;].*", ""));
          }
        });
  }

  @OnEveryDatabase
  void pointsBackToWhatItHandedOut(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          try (Connection connection = pool.getConnection()) {
            Connection ours = physical(connection);
            try (Statement statement = ours.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM customers")) {
              assertThat(rows.getStatement()).isSameAs(statement);
              assertThat(statement.getConnection()).isSameAs(ours);
              assertThat(ours.getMetaData().getConnection()).isSameAs(ours);
            }
          }
        });
  }

  @OnEveryDatabase
  void keepsTheConnectionAfterADenial(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          Connection first;
          try (Connection connection = pool.getConnection();
              Statement statement = connection.createStatement()) {
            first = physical(connection);
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM customers"))
                .isInstanceOfSatisfying(
                    SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                .hasMessageContaining("nobody-deletes-customers");
            assertThat(firstEmail(connection)).startsWith("a");
          }
          try (Connection connection = pool.getConnection()) {
            assertThat(physical(connection)).isSameAs(first);
            assertThat(firstEmail(connection)).startsWith("a");
          }
          assertThat(database.count("customers")).isEqualTo(1);
        });
  }

  @OnEveryDatabase
  void keepsTheTransactionAfterADenial(DatabaseProduct product) throws Exception {
    onPool(
        product,
        (pool, database) -> {
          try (Connection connection = pool.getConnection();
              Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            order(connection, "1.00");
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM customers"))
                .isInstanceOf(SQLException.class);
            order(connection, "2.00");
            connection.commit();
          }
          assertThat(database.count("orders")).isEqualTo(2);
        });
  }

  @OnEveryDatabase
  void replacesAConnectionWhoseLeaseIsOver(DatabaseProduct product) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product);
        HikariDataSource pool = database.pool(database.settings(Duration.ofSeconds(2)))) {
      Connection first;
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        first = physical(connection);
        await().until(() -> !first.isValid(1));
        await().until(() -> isOver(first));
        assertThatThrownBy(() -> statement.executeQuery("SELECT name FROM customers"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(physical(connection)).isNotSameAs(first);
        assertThat(firstEmail(connection)).startsWith("a");
      }
    }
  }

  @OnEveryDatabase
  void takesBackAConnectionWhoseLeaseIsOverWithoutComplaint(DatabaseProduct product)
      throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product);
        HikariDataSource pool = database.pool(database.settings(Duration.ofSeconds(2)))) {
      try (Connection connection = pool.getConnection()) {
        Connection ours = physical(connection);
        await().until(() -> isOver(ours));
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @OnEveryDatabase
  void comesBackWithTheBroker(DatabaseProduct product) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product)) {
      database.loseBroker();
      Properties settings = database.settings();
      try (HikariDataSource pool = database.pool(settings)) {
        pool.setConnectionTimeout(500);
        assertThatThrownBy(pool::getConnection)
            .isInstanceOf(SQLException.class)
            .rootCause()
            .hasMessageContaining("No lease");
        database.returnBroker();
        // The pool tries again by itself, in steps that grow with each failure.
        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptionsInstanceOf(SQLException.class)
            .untilAsserted(
                () -> {
                  try (Connection connection = pool.getConnection()) {
                    assertThat(firstEmail(connection)).startsWith("a");
                  }
                });
      }
    }
  }
}

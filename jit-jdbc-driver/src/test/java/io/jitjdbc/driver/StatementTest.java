package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way to run a text decides it first, and counts as the database does. */
class StatementTest {
  private static final String INSERT = "INSERT INTO orders(customer_id, total) VALUES (1, 5)";
  private static final String DENIED = "DELETE FROM payroll";
  private static final int[] KEY = {1};
  private static final String[] KEY_NAME = {"ID"};

  private final Shop shop = Shop.open();
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = shop.connect("clara", "clerks");
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    statement.close();
    connection.close();
    shop.close();
  }

  @FunctionalInterface
  private interface Run {
    Object of(String sql) throws SQLException;
  }

  private void decides(Run run, Object expected) throws SQLException {
    long before = shop.count("orders");
    assertThat(run.of(INSERT)).isEqualTo(expected);
    assertThat(shop.count("orders")).isEqualTo(before + 1);
    assertThatThrownBy(() -> run.of(DENIED))
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
    assertThat(shop.count("payroll")).isEqualTo(1);
  }

  @Test
  void decidesEveryUpdate() throws SQLException {
    decides(statement::executeUpdate, 1);
    decides(sql -> statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS), 1);
    decides(sql -> statement.executeUpdate(sql, KEY), 1);
    decides(sql -> statement.executeUpdate(sql, KEY_NAME), 1);
  }

  @Test
  void decidesEveryLargeUpdate() throws SQLException {
    decides(statement::executeLargeUpdate, 1L);
    decides(sql -> statement.executeLargeUpdate(sql, Statement.RETURN_GENERATED_KEYS), 1L);
    decides(sql -> statement.executeLargeUpdate(sql, KEY), 1L);
    decides(sql -> statement.executeLargeUpdate(sql, KEY_NAME), 1L);
  }

  @Test
  void decidesEveryExecution() throws SQLException {
    decides(statement::execute, false);
    decides(sql -> statement.execute(sql, Statement.RETURN_GENERATED_KEYS), false);
    decides(sql -> statement.execute(sql, KEY), false);
    decides(sql -> statement.execute(sql, KEY_NAME), false);
    assertThat(statement.getUpdateCount()).isEqualTo(1);
  }

  @Test
  void asksForKeysByPlainNamesOnly() {
    String[] names = {"ID\"; --"};
    assertThatThrownBy(() -> statement.execute(INSERT, names)).hasMessageContaining("plain");
    assertThatThrownBy(() -> statement.executeUpdate(INSERT, names)).hasMessageContaining("plain");
    assertThatThrownBy(() -> statement.executeLargeUpdate(INSERT, new String[] {null}))
        .hasMessageContaining("plain");
  }

  @Test
  void handsOutNoKeysBeforeAnythingRan() {
    assertThatThrownBy(statement::getGeneratedKeys)
        .hasMessageContaining("after the one statement that made them");
  }

  @Test
  void runsABatchWhenAllOfItIsPermitted() throws SQLException {
    statement.addBatch(INSERT);
    statement.addBatch(INSERT);
    assertThat(statement.executeBatch()).containsExactly(1, 1);
    statement.addBatch(INSERT);
    assertThat(statement.executeLargeBatch()).containsExactly(1);
    statement.addBatch(DENIED);
    statement.clearBatch();
    assertThat(statement.executeBatch()).isEmpty();
    assertThat(shop.count("orders")).isEqualTo(6);
  }

  @Test
  void runsNothingOfABatchThatIsDeniedInPart() throws SQLException {
    statement.addBatch(INSERT);
    statement.addBatch(DENIED);
    assertThatThrownBy(statement::executeBatch)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
    assertThat(shop.count("orders")).isEqualTo(3);
    assertThat(shop.count("payroll")).isEqualTo(1);
  }

  @Test
  void tellsHowFarABatchCameWithoutQuotingValues() throws SQLException {
    statement.addBatch(INSERT);
    statement.addBatch("UPDATE customers SET name = NULL WHERE id = 1");
    assertThatThrownBy(statement::executeBatch)
        .isInstanceOf(java.sql.BatchUpdateException.class)
        .hasMessageNotContaining("zqalice")
        .hasNoCause();
  }

  @Test
  void runsPreparedBatches() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO orders(customer_id, total) VALUES (?, ?)")) {
      for (int row = 0; row < 2; row++) {
        insert.setInt(1, 1);
        insert.setInt(2, row);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).containsExactly(1, 1);
      insert.setInt(1, 2);
      insert.addBatch();
      insert.clearBatch();
      insert.addBatch();
      assertThat(insert.executeLargeBatch()).containsExactly(1);
      assertThat(insert.executeLargeUpdate()).isEqualTo(1);
      assertThat(insert.execute()).isFalse();
    }
    assertThat(shop.count("orders")).isEqualTo(8);
  }

  @Test
  void runsNoRowOfADeniedPreparedBatch() throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DENIED + " WHERE id = ?")) {
      delete.setInt(1, 1);
      delete.addBatch();
      assertThatThrownBy(delete::executeBatch).isInstanceOf(SQLException.class);
      assertThatThrownBy(delete::executeUpdate).isInstanceOf(SQLException.class);
    } catch (SQLException e) {
      // The lease's own login may not even prepare it.
      assertThat(e.getSQLState()).startsWith("42");
    }
    assertThat(shop.count("payroll")).isEqualTo(1);
  }

  @Test
  void handsOutOneMaskedResult() throws SQLException {
    assertThat(statement.execute("SELECT email FROM customers")).isTrue();
    ResultSet rows = statement.getResultSet();
    assertThat(statement.getResultSet()).isSameAs(rows);
    assertThat(rows.getStatement()).isSameAs(statement);
    assertThat(rows.next()).isTrue();
    assertThat(rows.getString(1)).doesNotContain("zqalice");
    assertThat((Throwable) statement.getWarnings()).isNull();
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getMoreResults(Statement.CLOSE_ALL_RESULTS)).isFalse();
    assertThat(statement.getResultSet()).isNull();
  }

  @Test
  void endsTheRowsBeforeWithTheNextText() throws SQLException {
    ResultSet rows = statement.executeQuery("SELECT id FROM orders");
    statement.executeQuery("SELECT id FROM customers").close();
    assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
  }

  @Test
  void refusesWhatWouldGoPastAMask() throws SQLException {
    assertThatThrownBy(() -> statement.setCursorName("c")).hasMessageContaining("cursors");
    assertThatThrownBy(() -> statement.setMaxFieldSize(3)).hasMessageContaining("cut");
    statement.setMaxFieldSize(0);
    assertThatThrownBy(() -> statement.unwrap(org.h2.jdbc.JdbcStatement.class))
        .hasMessageContaining("does not hand out");
    assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
    assertThat(statement.isWrapperFor(org.h2.jdbc.JdbcStatement.class)).isFalse();
    assertThat(statement.getConnection()).isSameAs(connection);
  }

  @Test
  void canBeCancelledAndClosedAtAnyTime() throws SQLException {
    statement.setQueryTimeout(7);
    assertThat(statement.getQueryTimeout()).isEqualTo(7);
    statement.cancel();
    assertThat((Throwable) statement.getWarnings()).isNull();
    statement.close();
    assertThat(statement.isClosed()).isTrue();
    assertThatThrownBy(() -> statement.executeQuery("SELECT id FROM orders"))
        .isInstanceOf(SQLException.class);
  }
}

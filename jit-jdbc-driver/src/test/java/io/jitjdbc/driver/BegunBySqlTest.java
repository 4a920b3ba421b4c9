package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions that a program begins and ends by SQL, while JDBC takes each statement for one. */
class BegunBySqlTest {
  private static final String INSERT = "INSERT INTO orders(customer_id, total) VALUES (1, 5)";

  private final BlockingQueue<AccessRequest> filed = new LinkedBlockingQueue<>();
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);
  private Shop shop;

  private Statement open(DatabaseProduct product) throws SQLException {
    shop = Shop.open(product);
    shop.dataSource().setApprovalService(approvals);
    shop.dataSource().setProperty("jit.approval.wait", "1s");
    return shop.connect("ana", "analysts", "clerks").createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private static void payroll(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT amount FROM payroll")) {
      assertThat(rows.next()).isTrue();
    }
  }

  private static void nobodyWaits(Statement statement) {
    assertThatThrownBy(() -> payroll(statement))
        .hasMessageContaining("has written and holds its locks");
  }

  /** For a second, and then it says that it did. */
  private static void somebodyWaits(Statement statement) {
    long begin = System.nanoTime();
    assertThatThrownBy(() -> payroll(statement))
        .hasMessageContaining("jit approve")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("holds its locks"));
    assertThat(System.nanoTime() - begin).isGreaterThan(900_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "H2, BEGIN, ROLLBACK",
    "POSTGRESQL, BEGIN, ROLLBACK",
    "POSTGRESQL, START TRANSACTION READ WRITE, COMMIT",
    "POSTGRESQL, BEGIN WORK, ABORT",
    "MARIADB, BEGIN, ROLLBACK",
    "MARIADB, START TRANSACTION, COMMIT"
  })
  void nobodyWaitsInOneThatHasWrittenUntilItEnds(DatabaseProduct product, String begin, String end)
      throws SQLException {
    try (Statement statement = open(product)) {
      statement.executeUpdate(INSERT);
      somebodyWaits(statement);
      statement.execute(begin);
      somebodyWaits(statement);
      statement.executeUpdate(INSERT);
      nobodyWaits(statement);
      statement.execute(end);
      somebodyWaits(statement);
      statement.executeUpdate(INSERT);
      somebodyWaits(statement);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void theNextOneOfAChainHasNotWrittenYet(DatabaseProduct product) throws SQLException {
    try (Statement statement = open(product)) {
      statement.execute("BEGIN");
      statement.executeUpdate(INSERT);
      statement.execute("COMMIT AND CHAIN");
      somebodyWaits(statement);
      statement.executeUpdate(INSERT);
      nobodyWaits(statement);
      statement.execute("SAVEPOINT here");
      statement.execute("ROLLBACK TO SAVEPOINT here");
      nobodyWaits(statement);
      statement.execute("ROLLBACK AND NO CHAIN");
      somebodyWaits(statement);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void oneThatJdbcBeganMayBeEndedBySql(DatabaseProduct product) throws SQLException {
    try (Statement statement = open(product)) {
      statement.getConnection().setAutoCommit(false);
      statement.executeUpdate(INSERT);
      nobodyWaits(statement);
      statement.execute("COMMIT");
      somebodyWaits(statement);
      statement.getConnection().rollback();
    }
  }

  @Test
  void setAutoCommitDoesNotEndItWhereTheDriverDoesNot() throws SQLException {
    try (Statement statement = open(DatabaseProduct.POSTGRESQL)) {
      statement.execute("BEGIN");
      statement.executeUpdate(INSERT);
      statement.getConnection().setAutoCommit(true);
      nobodyWaits(statement);
      statement.getConnection().setAutoCommit(false);
      nobodyWaits(statement);
      statement.getConnection().rollback();
      somebodyWaits(statement);
    }
  }

  @Test
  void aSchemaThatItTakesBackIsNotBelievedIn() throws SQLException {
    try (Statement statement = open(DatabaseProduct.POSTGRESQL)) {
      try (Connection raw = shop.raw();
          Statement admin = raw.createStatement()) {
        admin.execute("CREATE SCHEMA other");
        admin.execute("CREATE TABLE other.payroll (id INT, amount INT)");
        admin.execute("CREATE TABLE other.orders AS SELECT * FROM payroll");
        admin.execute("GRANT USAGE ON SCHEMA other TO PUBLIC");
        admin.execute("GRANT SELECT ON ALL TABLES IN SCHEMA other TO PUBLIC");
      }
      Connection connection = statement.getConnection();
      statement.execute("BEGIN");
      connection.setSchema("other");
      assertThat(Budgets.read(connection, "SELECT * FROM orders")).isEqualTo(1);
      statement.execute("ROLLBACK");

      assertThat(connection.getSchema()).isEqualTo("public");
      assertThat(Budgets.read(connection, "SELECT id, customer_id FROM orders"))
          .isEqualTo((int) shop.count("orders"));
    }
  }
}

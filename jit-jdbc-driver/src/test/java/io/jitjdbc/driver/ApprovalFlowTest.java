package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A statement that needs a person: it waits, it goes on, it is refused, it is given up. */
class ApprovalFlowTest {
  private static final Subject OMAR =
      new Subject("https://issuer.example", "omar", "omar", Set.of("data-owners"));

  private final Shop shop = Shop.open();
  private final BlockingQueue<AccessRequest> filed = new ArrayBlockingQueue<>(100);
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);

  ApprovalFlowTest() {
    shop.dataSource().setApprovalService(approvals);
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void waitsAndGoesOnOnceSomebodySaysYes() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      CompletableFuture<Long> read = inBackground(() -> payroll(connection));
      AccessRequest request = next();
      assertThat(read).isNotDone();
      assertThat(request.summary().rule()).isEqualTo("payroll-needs-approval");
      assertThat(request.summary().resources()).contains("PUBLIC.PAYROLL");

      approvals.answer(request.id(), OMAR, true, "for the audit");

      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void isRefusedWithTheApproversWordsOnceSomebodySaysNo() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts")) {
      CompletableFuture<Long> read = inBackground(() -> payroll(connection));
      approvals.answer(next().id(), OMAR, false, "ask your lead first");

      assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
          .rootCause()
          .hasMessageContaining("rejected by omar: ask your lead first")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void endsTheWaitAtOnceWhenTheStatementIsCancelled() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      CompletableFuture<Long> read = inBackground(() -> payroll(statement));
      AccessRequest request = next();

      long before = System.nanoTime();
      statement.cancel();

      assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
          .rootCause()
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("57014");
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(5));
      assertThat(approvals.open())
          .extracting(entry -> entry.request().id())
          .doesNotContain(request.id());
    }
  }

  @Test
  void endsTheWaitWhenTheConnectionIsClosed() throws Exception {
    Connection connection = shop.connect("ana", "analysts");
    CompletableFuture<Long> read = inBackground(() -> payroll(connection));
    next();

    connection.close();

    assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
        .rootCause()
        .isInstanceOf(SQLException.class);
  }

  @Test
  void givesUpAtTheQueryTimeoutAndFindsTheApprovalOnTheNextTry() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> payroll(statement))
          .hasMessageContaining("jit approve")
          .isNotInstanceOf(java.sql.SQLTimeoutException.class);
      AccessRequest request = next();

      approvals.answer(request.id(), OMAR, true, "");

      assertThat(payroll(statement)).isEqualTo(1);
    }
  }

  @Test
  void keepsNobodyWaitingForATransactionThatHasWritten() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts", "clerks");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO orders(customer_id, total) VALUES (1, 5)");

      assertThatThrownBy(() -> payroll(statement))
          .hasMessageContaining("has written and holds its locks")
          .hasMessageContaining("jit approve");
      AccessRequest request = next();
      connection.rollback();
      CompletableFuture<Long> read = inBackground(() -> payroll(statement));
      Thread.sleep(300);
      assertThat(read).isNotDone();
      approvals.answer(request.id(), OMAR, true, "");

      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void waitsInATransactionThatHasWrittenWhereTheSettingLetsIt() throws Exception {
    shop.dataSource().setProperty("jit.approval.in-transaction", "true");
    try (Connection connection = shop.connect("ana", "analysts", "clerks");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO orders(customer_id, total) VALUES (1, 5)");
      CompletableFuture<Long> read = inBackground(() -> payroll(statement));
      approvals.answer(next().id(), OMAR, true, "");

      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(1);
      connection.rollback();
    }
  }

  @Test
  void failsAtOnceWhereTheSettingSaysSo() throws Exception {
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> payroll(statement)).hasMessageContaining("jit approve");
      approvals.answer(next().id(), OMAR, true, "");

      assertThat(payroll(statement)).isEqualTo(1);
      assertThatThrownBy(() -> payroll(statement)).hasMessageContaining("jit approve");
    }
  }

  @Test
  void approvesTheseBindValuesAndNoOthers() throws Exception {
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    try (Connection connection = shop.connect("ana", "analysts");
        PreparedStatement statement =
            connection.prepareStatement("SELECT amount FROM payroll WHERE id = ?")) {
      statement.setInt(1, 1);
      assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
      approvals.answer(next().id(), OMAR, true, "");

      statement.setInt(1, 2);
      assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
      statement.setLong(1, 1);
      assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
      statement.setInt(1, 1);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  @Test
  void letsNobodyApproveTheirOwnRequest() throws Exception {
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    try (Connection connection = shop.connect("ana", "analysts", "data-owners");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> payroll(statement)).isInstanceOf(SQLException.class);
      AccessRequest request = next();
      assertThatThrownBy(() -> approvals.answer(request.id(), request.subject(), true, ""))
          .hasMessageContaining("own");
      assertThatThrownBy(() -> payroll(statement)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void asksAtTheRowBeyondTheLimitAndGoesOnInTheSameCursor() throws Exception {
    manyOrders();
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, total FROM orders")) {
      for (int i = 0; i < 100; i++) {
        assertThat(rows.next()).isTrue();
      }
      assertThat(filed).isEmpty();
      CompletableFuture<Boolean> beyond = inBackground(rows::next);
      AccessRequest request = next();
      assertThat(request.binding().scope()).isEqualTo("rows:analysts-read");
      approvals.answer(request.id(), OMAR, true, "");

      assertThat(beyond.get(10, TimeUnit.SECONDS)).isTrue();
      int more = 1;
      while (rows.next()) {
        more++;
      }
      assertThat(more).isEqualTo(203 - 100);
    }
  }

  @Test
  void readsNothingOfTheRowBeyondTheLimitWhenItIsRefused() throws Exception {
    manyOrders();
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, total FROM orders")) {
      for (int i = 0; i < 100; i++) {
        rows.next();
      }
      assertThatThrownBy(rows::next).hasMessageContaining("more than 100 rows");
      assertThatThrownBy(() -> rows.getInt(1)).isInstanceOf(SQLException.class);
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void countsRowsReachedByAnyMoveOfTheCursor() throws Exception {
    manyOrders();
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet rows = statement.executeQuery("SELECT id, total FROM orders")) {
      assertThatThrownBy(
              () -> {
                for (int i = 1; i <= 203; i++) {
                  rows.absolute(i);
                }
              })
          .hasMessageContaining("more than 100 rows");
    }
  }

  private void manyOrders() throws SQLException {
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO orders(customer_id, total) SELECT 1, x FROM SYSTEM_RANGE(1, 200)");
    }
  }

  private AccessRequest next() throws InterruptedException {
    AccessRequest request = filed.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private static long payroll(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return payroll(statement);
    }
  }

  private static long payroll(Statement statement) throws SQLException {
    long count = 0;
    try (ResultSet rows = statement.executeQuery("SELECT id, amount FROM payroll")) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> CompletableFuture<T> inBackground(Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.run();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "waiting-statement").start());
  }
}

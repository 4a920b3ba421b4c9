package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import java.nio.file.Files;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever takes an approval back while the database is still at work is in time. */
class RevokedInTimeTest {
  /** Takes hours. */
  private static final String SLOW =
      "SELECT COUNT(*) FROM payroll p, orders a, orders b, orders c, orders d, orders e";

  private final BlockingQueue<AccessRequest> filed = new LinkedBlockingQueue<>();
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);
  private Shop shop;

  private Connection open(DatabaseProduct product) throws Exception {
    shop = Shop.open(product);
    shop.dataSource().setApprovalService(approvals);
    Budgets.put(shop, Budgets.orders("orders-a-day", 100, "24h"));
    return shop.connect("ana", "analysts");
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private interface Work {
    void run() throws SQLException;
  }

  private static CompletableFuture<Void> inBackground(Work work) {
    var done = new CompletableFuture<Void>();
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (SQLException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** Approves what is asked for next. */
  private AccessRequest approve() throws Exception {
    AccessRequest request = filed.poll(20, TimeUnit.SECONDS);
    approvals.answer(request.id(), Approvers.OMAR, true, "");
    return request;
  }

  private static void isEnded(CompletableFuture<Void> running) {
    assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("was revoked by omar: wrong table")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void aQueryThatHasNotReturnedAnythingIsCancelled(DatabaseProduct product) throws Exception {
    try (Connection connection = open(product);
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> running = inBackground(() -> statement.executeQuery(SLOW));
      AccessRequest request = approve();
      Thread.sleep(1_500);
      assertThat(running).isNotDone();
      approvals.revoke(request.id(), Approvers.OMAR, "wrong table");

      isEnded(running);
      assertThat(Budgets.read(connection, "SELECT id FROM customers")).isEqualTo(3);
      assertThat(shop.audit())
          .anyMatch(line -> line.contains("\"denied\"") && line.contains("42501"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void aWriteThatWaitsForALockIsCancelledAndChangesNothing(DatabaseProduct product)
      throws Exception {
    open(product).close();
    Files.writeString(
        shop.policy(),
        Files.readString(shop.policy())
            .replace(
                "resources: [\"*.customers\", \"*.orders\"]\n    effect: permit",
                "resources: [\"*.customers\", \"*.orders\"]\n    effect: require-approval\n"
                    + "    approval: bulk"));
    Thread.sleep(1_100);
    try (Connection raw = shop.raw();
        Statement locking = raw.createStatement();
        Connection connection = shop.connect("cleo", "clerks");
        PreparedStatement update =
            connection.prepareStatement("UPDATE orders SET total = 7 WHERE id = ?")) {
      raw.setAutoCommit(false);
      locking.executeUpdate("UPDATE orders SET total = 1 WHERE id = 2000");
      update.setInt(1, 2000);
      CompletableFuture<Void> running = inBackground(update::executeUpdate);
      AccessRequest request = approve();
      Thread.sleep(300);
      approvals.revoke(request.id(), Approvers.OMAR, "wrong table");

      isEnded(running);
      raw.commit();
      assertThat(shop.count("orders WHERE id = 2000 AND total = 1")).isOne();
    }
  }

  @Test
  void theFirstRowIsNotHandedOutByAnApprovalThatWasTakenBackMeanwhile() throws Exception {
    try (Connection connection = open(DatabaseProduct.H2);
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> running =
          inBackground(() -> statement.executeQuery("SELECT amount FROM payroll"));
      AccessRequest request = approve();
      running.get(20, TimeUnit.SECONDS);
      approvals.revoke(request.id(), Approvers.OMAR, "wrong table");

      try (ResultSet rows = statement.getResultSet()) {
        assertThatThrownBy(rows::next).hasMessageContaining("was revoked by omar: wrong table");
        assertThatThrownBy(() -> rows.getInt(1)).isInstanceOf(SQLException.class);
      }
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void anApprovalThatStandsIsNotInTheWay() throws Exception {
    try (Connection connection = open(DatabaseProduct.H2);
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> running =
          inBackground(() -> statement.executeQuery("SELECT amount FROM payroll"));
      approve();
      running.get(20, TimeUnit.SECONDS);
      try (ResultSet rows = statement.getResultSet()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getBigDecimal(1)).isPositive();
      }
    }
  }

  private void openWithARoutine() throws Exception {
    open(DatabaseProduct.POSTGRESQL).close();
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      statement.execute(
          "CREATE FUNCTION greeting() RETURNS text LANGUAGE sql AS $$ SELECT 'hello' $$");
    }
    Files.writeString(
        shop.policy(),
        Files.readString(shop.policy())
                .replace(
                    "rules:\n",
                    """
                    rules:
                      - id: calls
                        who: {groups: [analysts]}
                        actions: [execute]
                        resources: ["*.greeting"]
                        effect: require-approval
                        approval: bulk
                    """)
            + "routines: {\"*.greeting\": {returns: clear}}\n");
    Thread.sleep(1_100);
  }

  @Test
  void whatARoutineReturnedIsNotHandedOutEither() throws Exception {
    openWithARoutine();
    try (Connection connection = shop.connect("ana", "analysts");
        CallableStatement call = connection.prepareCall("{? = call greeting()}")) {
      call.registerOutParameter(1, Types.VARCHAR);
      CompletableFuture<Void> running = inBackground(call::execute);
      AccessRequest request = approve();
      running.get(20, TimeUnit.SECONDS);
      approvals.revoke(request.id(), Approvers.OMAR, "wrong table");

      assertThatThrownBy(() -> call.getString(1)).hasMessageContaining("was revoked by omar");
    }
  }
}

package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a policy says of approvals holds for the statements that need them. */
class ApprovalTermsTest {

  private final Shop shop = Shop.open();
  private final BlockingQueue<AccessRequest> filed = new ArrayBlockingQueue<>(100);
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);

  @BeforeEach
  void failAtOnce() {
    shop.dataSource().setApprovalService(approvals);
    shop.dataSource().setProperty("jit.approval.mode", "fail");
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private void terms(String more) throws Exception {
    String policy = Shop.resource("policy.yaml");
    Files.writeString(shop.policy(), policy.replace("uses: 1}", "uses: 1, " + more + "}"));
  }

  private AccessRequest next() throws InterruptedException {
    AccessRequest request = filed.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private static int payroll(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT amount FROM payroll")) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  @Test
  void nobodyIsAskedWithoutAPurposeOfTheForm() throws Exception {
    terms("purpose: '[A-Z]+-[0-9]+'");
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThatThrownBy(() -> payroll(connection))
          .hasMessageContaining("only with a purpose of the form [A-Z]+-[0-9]+")
          .hasMessageContaining("jit.purpose");
      assertThat(filed).isEmpty();

      connection.setClientInfo("jit.purpose", "OPS-7");
      assertThatThrownBy(() -> payroll(connection)).hasMessageContaining("jit approve");
      approvals.answer(next().id(), Approvers.OMAR, true, "");

      assertThat(payroll(connection)).isPositive();
    }
  }

  @Test
  void whetherAStatementWaitsIsUpToItsCallerThenToThePolicyThenToTheSettings() throws Exception {
    terms("mode: fail");
    shop.dataSource().setProperty("jit.approval.mode", "wait");
    shop.dataSource().setProperty("jit.approval.wait", "4s");
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThat(millisToRefusal(connection)).isLessThan(3_900);

      connection.setClientInfo("jit.approval.mode", "wait");
      assertThat(connection.getClientInfo("jit.approval.mode")).isEqualTo("wait");
      assertThat(millisToRefusal(connection)).isGreaterThanOrEqualTo(3_990);

      connection.setClientInfo("jit.approval.mode", null);
      assertThat(millisToRefusal(connection)).isLessThan(3_900);
      assertThatThrownBy(() -> connection.setClientInfo("jit.approval.mode", "perhaps"))
          .hasMessageContaining("is wait or fail");
    }
  }

  private static long millisToRefusal(Connection connection) {
    long begun = System.nanoTime();
    assertThatThrownBy(() -> payroll(connection)).hasMessageContaining("jit approve");
    return (System.nanoTime() - begun) / 1_000_000;
  }

  @Test
  void anEmergencyGoesAheadAndIsOnRecordAndToBeReviewed() throws Exception {
    terms("break-glass: {groups: [on-call]}");
    try (Connection connection = shop.connect("ana", "analysts", "on-call")) {
      connection.setClientInfo("jit.break-glass", "salaries are not paid");

      assertThat(payroll(connection)).isPositive();

      assertThat(next().emergency()).isEqualTo("salaries are not paid");
      assertThat(approvals.open()).hasSize(1);
      assertThat(Files.readString(shop.auditFile()))
          .contains("approval.bypassed", "salaries are not paid");
      connection.setClientInfo("jit.break-glass", null);
      assertThatThrownBy(() -> payroll(connection)).hasMessageContaining("jit approve");
    }
  }

  @Test
  void anEmergencyIsNotForEverybody() throws Exception {
    terms("break-glass: {groups: [on-call]}");
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.setClientInfo("jit.break-glass", "I am in a hurry");

      assertThatThrownBy(() -> payroll(connection))
          .hasMessageContaining("only members of some groups")
          .hasMessageContaining("jit.break-glass");
      assertThat(filed).isEmpty();
    }
  }

  @Test
  void anEmergencyIsNothingWhereThePolicyDoesNotKnowIt() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts", "on-call")) {
      connection.setClientInfo("jit.break-glass", "the shop is down");

      assertThatThrownBy(() -> payroll(connection)).hasMessageContaining("jit approve");
    }
  }

  @Test
  void anEmergencyOfOneRequestIsNotOneOfTheNextInAPool() throws Exception {
    terms("break-glass: {groups: [on-call]}");
    try (Connection connection = shop.connect("ana", "analysts", "on-call")) {
      connection.setClientInfo("jit.break-glass", "salaries are not paid");
      connection.endRequest();

      assertThatThrownBy(() -> payroll(connection)).hasMessageContaining("jit approve");
    }
  }

  @Test
  void anApprovalThatWasTakenBackEndsTheCursorThatReadsByIt() throws Exception {
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO orders(customer_id, total) SELECT 1, x FROM SYSTEM_RANGE(1, 300)");
    }
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      readUntilAsked(statement);
      AccessRequest request = next();
      approvals.answer(request.id(), Approvers.OMAR, true, "");
      try (ResultSet rows = statement.executeQuery("SELECT id, total FROM orders")) {
        for (int i = 0; i < 101; i++) {
          assertThat(rows.next()).isTrue();
        }
        approvals.revoke(request.id(), Approvers.OMAR, "wrong ticket");
        Thread.sleep(1_100);

        assertThatThrownBy(rows::next)
            .hasMessageContaining("was revoked by omar: wrong ticket")
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("42501");
        assertThatThrownBy(() -> rows.getInt(1)).isInstanceOf(SQLException.class);
      }
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void aBatchThatFailsUsesUpTheApprovalsOfWhatItHasRun() throws Exception {
    String policy = Shop.resource("policy.yaml");
    String writes = "resources: [\"*.customers\", \"*.orders\"]\n    effect: ";
    Files.writeString(
        shop.policy(),
        policy.replace(writes + "permit", writes + "require-approval\n    approval: bulk"));
    try (Connection connection = shop.connect("cleo", "clerks");
        Statement batch = connection.createStatement()) {
      String order = "INSERT INTO orders(customer_id, total) VALUES (1, 5)";
      String broken = "INSERT INTO orders(customer_id, total) VALUES (999, 5)";
      for (String sql : new String[] {order, broken}) {
        assertThatThrownBy(() -> batch.executeUpdate(sql)).hasMessageContaining("jit approve");
        approvals.answer(next().id(), Approvers.OMAR, true, "");
      }
      batch.addBatch(order);
      batch.addBatch(broken);
      assertThatThrownBy(batch::executeBatch)
          .isInstanceOf(SQLException.class)
          .hasMessageNotContaining("jit approve");

      assertThatThrownBy(() -> batch.executeUpdate(order)).hasMessageContaining("jit approve");
    }
  }

  private static void readUntilAsked(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT id, total FROM orders")) {
      assertThatThrownBy(
              () -> {
                while (rows.next()) {
                  rows.getInt(1);
                }
              })
          .hasMessageContaining("jit approve");
    }
  }

  @Test
  void aFailureBeforeTheFirstRowDoesNotUseAnApprovalUp() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Connection raw = shop.raw();
        Statement administrator = raw.createStatement()) {
      assertThatThrownBy(() -> payroll(connection)).hasMessageContaining("jit approve");
      approvals.answer(next().id(), Approvers.OMAR, true, "");
      administrator.execute("REVOKE SELECT ON payroll FROM SHOP_USER");
      assertThatThrownBy(() -> payroll(connection)).isInstanceOf(SQLException.class);
      administrator.execute("GRANT SELECT ON payroll TO SHOP_USER");

      assertThat(payroll(connection)).isPositive();

      assertThatThrownBy(() -> payroll(connection)).hasMessageContaining("jit approve");
    }
  }
}

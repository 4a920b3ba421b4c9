package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import java.io.IOException;
import java.nio.file.Files;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Between a decision and its execution nothing of what was decided can be changed. */
class WhileDecidingTest {
  private static final Subject OMAR =
      new Subject("https://issuer.example", "omar", "omar", Set.of("data-owners"));
  private static final String PAYROLL = "SELECT amount FROM payroll WHERE id = ?";

  private final Shop shop = Shop.open();
  private final BlockingQueue<AccessRequest> filed = new ArrayBlockingQueue<>(10);
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);

  WhileDecidingTest() {
    shop.dataSource().setApprovalService(approvals);
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void runsWithTheValuesThatWereApproved() throws Exception {
    shop.raw().createStatement().execute("INSERT INTO payroll VALUES (2, 999)");
    try (Connection connection = shop.connect("ana", "analysts");
        PreparedStatement payroll = connection.prepareStatement(PAYROLL)) {
      payroll.setInt(1, 1);
      CompletableFuture<Long> read = inBackground(payroll);
      AccessRequest request = next();

      assertInUse(() -> payroll.setInt(1, 2));
      assertInUse(payroll::clearParameters);
      assertInUse(payroll::addBatch);
      assertInUse(payroll::executeQuery);
      approvals.answer(request.id(), OMAR, true, "row 1");

      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(100);
    }
  }

  @Test
  void bindsACopyOfAValueThatTheCallerCanStillChange() throws Exception {
    shop.raw().createStatement().execute("INSERT INTO payroll VALUES (2, 999)");
    try (Connection connection = shop.connect("ana", "analysts");
        PreparedStatement payroll =
            connection.prepareStatement("SELECT amount FROM payroll WHERE X'01' = ?")) {
      byte[] value = {2};
      payroll.setBytes(1, value);
      CompletableFuture<Long> read = inBackground(payroll);
      AccessRequest request = next();

      value[0] = 1;
      approvals.answer(request.id(), OMAR, true, "none");

      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void looksNamesUpInTheSchemaThatWasDecidedFor() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        PreparedStatement payroll = connection.prepareStatement(PAYROLL)) {
      payroll.setInt(1, 1);
      CompletableFuture<Long> read = inBackground(payroll);
      AccessRequest request = next();

      assertInUse(() -> connection.setSchema("INFORMATION_SCHEMA"));
      approvals.answer(request.id(), OMAR, true, "");

      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(100);
      connection.setSchema("PUBLIC");
    }
  }

  @Test
  void readsNoRowThatSomebodyIsStillAskedAbout() throws Exception {
    limitRowsTo(1);
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM customers ORDER BY id")) {
      assertThat(rows.next()).isTrue();
      CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> moved(rows));
      AccessRequest request = next();

      assertThatThrownBy(() -> rows.getString(1)).hasMessageContaining("waits for an approval");
      assertInUse(rows::next);
      approvals.answer(request.id(), OMAR, true, "");

      assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(rows.getString(1)).isEqualTo("Bob Brown");
    }
  }

  private void limitRowsTo(int count) throws IOException {
    String policy = Shop.resource("policy.yaml").replace("limit: 100", "limit: " + count);
    Files.writeString(shop.policy(), policy);
  }

  private static void assertInUse(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("another thread is using this object");
  }

  private static boolean moved(ResultSet rows) {
    try {
      return rows.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<Long> inBackground(PreparedStatement statement) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private AccessRequest next() throws InterruptedException {
    AccessRequest request = filed.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }
}

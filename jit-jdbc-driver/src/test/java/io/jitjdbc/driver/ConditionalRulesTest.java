package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that hold under some circumstances, on real databases. */
class ConditionalRulesTest {
  private static final String BY_ESTIMATE =
      """
      effect: require-approval
          approval: bulk
          auto-approve: {where: present, estimated-rows: {at-most: 20}}
      """;

  private final BlockingQueue<AccessRequest> filed = new ArrayBlockingQueue<>(100);
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);
  private Shop shop;

  private void open(DatabaseProduct product, String payroll) throws Exception {
    shop = Shop.open(product);
    policy(payroll);
    shop.dataSource().setApprovalService(approvals);
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    try (Connection raw = shop.raw();
        PreparedStatement more = raw.prepareStatement("INSERT INTO payroll VALUES (?, 50)")) {
      for (int id = 2; id <= 1_000; id++) {
        more.setInt(1, id);
        more.addBatch();
      }
      more.executeBatch();
      try (Statement statement = raw.createStatement()) {
        statement.execute(
            product == DatabaseProduct.POSTGRESQL ? "ANALYZE payroll" : "ANALYZE TABLE payroll");
      }
    }
  }

  private void policy(String payroll) throws IOException {
    Files.writeString(
        shop.policy(),
        Shop.resource("policy.yaml")
            .replace("effect: require-approval\n    approval: bulk\n", payroll));
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private static int payroll(Connection connection, int below) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT amount FROM payroll WHERE id < ?")) {
      statement.setInt(1, below);
      try (ResultSet rows = statement.executeQuery()) {
        int count = 0;
        while (rows.next()) {
          count++;
        }
        return count;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void nobodyIsAskedAboutAFewRowsAndSomebodyAboutManyOfTheSameText(DatabaseProduct product)
      throws Exception {
    open(product, BY_ESTIMATE);
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThat(payroll(connection, 10)).isEqualTo(9);
      assertThatThrownBy(() -> payroll(connection, 900)).hasMessageContaining("jit approve");
      assertThat(payroll(connection, 11)).isEqualTo(10);
      assertThat(filed).hasSize(1);

      approvals.answer(filed.remove().id(), Approvers.OMAR, true, "");
      assertThat(payroll(connection, 900)).isEqualTo(899);
    }
  }

  @Test
  void whereThePolicyIsOnlyObservedManyRowsAreOnRecordAsAskedForAlthoughAFewWereNot()
      throws Exception {
    open(DatabaseProduct.POSTGRESQL, BY_ESTIMATE);
    Files.writeString(
        shop.policy(), Files.readString(shop.policy()).replace("rules:", "mode: observe\nrules:"));
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThat(payroll(connection, 10)).isEqualTo(9);
      assertThat(payroll(connection, 900)).isEqualTo(899);
    }
    assertThat(shop.audit().stream().filter(line -> line.contains("payroll")).toList())
        .anyMatch(line -> line.contains("\"effect\":\"permit\""))
        .anyMatch(line -> line.contains("\"effect\":\"ask\""));
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void aTransactionOutlivesTheQuestion(DatabaseProduct product) throws Exception {
    open(product, BY_ESTIMATE);
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.setAutoCommit(false);
      assertThat(payroll(connection, 10)).isEqualTo(9);
      assertThatThrownBy(() -> payroll(connection, 900)).hasMessageContaining("jit approve");
      assertThat(payroll(connection, 10)).isEqualTo(9);
      connection.rollback();
    }
  }

  @Test
  void whereEstimatesAreOffEverythingIsAskedFor() throws Exception {
    open(DatabaseProduct.POSTGRESQL, BY_ESTIMATE);
    shop.dataSource().setProperty("jit.analysis.estimate", "0s");
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThatThrownBy(() -> payroll(connection, 2)).hasMessageContaining("jit approve");
    }
  }

  @Test
  void aWriteWithoutWhereIsRefusedAndNothingIsChanged() throws Exception {
    open(DatabaseProduct.H2, "effect: require-approval\n    approval: bulk\n");
    Files.writeString(
        shop.policy(),
        Shop.resource("policy.yaml")
            .replace(
                "rules:\n",
                """
                rules:
                  - id: careful
                    who: anyone
                    actions: [write]
                    resources: ["*.*"]
                    when: {where: absent}
                    effect: deny
                    reason: an UPDATE or DELETE needs a WHERE
                """));
    try (Connection connection = shop.connect("carl", "clerks");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM orders"))
          .hasMessageContaining("an UPDATE or DELETE needs a WHERE (rule careful)");
      assertThat(shop.count("orders")).isEqualTo(3);
      assertThat(statement.executeUpdate("DELETE FROM orders WHERE id = 100")).isEqualTo(1);
    }
  }

  @Test
  void aRuleOnRequestIsAskedForByTheUrlAndAgainWhenAPoolTakesTheConnectionBack() throws Exception {
    open(
        DatabaseProduct.H2,
        "effect: require-approval\n    approval: bulk\n    when: {requested: true}\n");
    shop.dataSource().setProperty("jit.request", "payroll-needs-approval");
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThatThrownBy(() -> payroll(connection, 2)).hasMessageContaining("jit approve");
      connection.setClientInfo("jit.request", "");
      assertThatThrownBy(() -> payroll(connection, 2)).hasMessageContaining("for who asks for it");
      connection.endRequest();
      assertThatThrownBy(() -> payroll(connection, 2)).hasMessageContaining("jit approve");
    }
  }

  @Test
  void aRuleOnRequestIsAskedForByTheClientInfoAndForgottenWithIt() throws Exception {
    open(
        DatabaseProduct.H2,
        "effect: require-approval\n    approval: bulk\n    when: {requested: true}\n");
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThatThrownBy(() -> payroll(connection, 2))
          .hasMessageContaining("setClientInfo(\"jit.request\", \"payroll-needs-approval\")");
      assertThat(filed).isEmpty();

      connection.setClientInfo("jit.request", "other, payroll-needs-approval");
      assertThat(connection.getClientInfo("jit.request")).isEqualTo("other,payroll-needs-approval");
      assertThatThrownBy(() -> payroll(connection, 2)).hasMessageContaining("jit approve");
      approvals.answer(filed.remove().id(), Approvers.OMAR, true, "");
      assertThatCode(() -> payroll(connection, 2)).doesNotThrowAnyException();

      connection.setClientInfo("jit.request", null);
      assertThatThrownBy(() -> payroll(connection, 2)).hasMessageContaining("for who asks for it");
    }
  }
}

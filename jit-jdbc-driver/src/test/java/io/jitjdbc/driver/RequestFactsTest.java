package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestDetails;
import io.jitjdbc.approval.RequestDetails.Sensitive;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.DatabaseProduct;
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

/** What people are told before they answer. */
class RequestFactsTest {
  private final BlockingQueue<AccessRequest> filed = new ArrayBlockingQueue<>(100);
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);
  private Shop shop;

  private void open(DatabaseProduct product, String terms) throws Exception {
    shop = Shop.open(product);
    Files.writeString(
        shop.policy(),
        Shop.resource("policy.yaml")
            .replace(
                "rules:\n",
                """
                rules:
                  - id: emails
                    who: {groups: [analysts]}
                    actions: [read]
                    resources: ["*.customers"]
                    when: {requested: true}
                    effect: require-approval
                    approval: bulk
                    reveal: [pii.email]
                """)
            .replace("uses: 1}", "uses: 1" + terms + "}"));
    shop.dataSource().setApprovalService(approvals);
    shop.dataSource().setProperty("jit.approval.mode", "fail");
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private RequestDetails asked(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, "zq secret");
      statement.setInt(2, 7);
      assertThatThrownBy(statement::executeQuery).hasMessageContaining("jit approve");
    }
    return filed.element().summary().details();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void namesTheSensitiveColumnsAndWhichWouldBeShown(DatabaseProduct product) throws Exception {
    open(product, "");
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.setClientInfo("jit.request", "emails");

      RequestDetails details =
          asked(connection, "SELECT email, ssn FROM customers WHERE name <> ? AND id < ?");

      assertThat(details.sensitive())
          .extracting(Sensitive::tag, Sensitive::clear)
          .containsExactly(tuple("pii.email", true), tuple("pii.ssn", false));
      assertThat(details.estimatedRows().orElseThrow()).isBetween(1L, 100L);
      assertThat(details.caller()).isNotEmpty().doesNotStartWith("io.jitjdbc.driver");
    }
  }

  @Test
  void showsNoValueUnlessThePolicySaysSo() throws Exception {
    open(DatabaseProduct.H2, "");
    try (Connection connection = shop.connect("ana", "analysts")) {
      RequestDetails details =
          asked(connection, "SELECT amount FROM payroll WHERE 'zq' <> ? AND id < ?");

      assertThat(details.values()).isEmpty();
      assertThat(filed.element().toString()).doesNotContain("zq");
    }
  }

  @Test
  void showsValuesAndLiteralsWhereThePolicySaysSo() throws Exception {
    open(DatabaseProduct.H2, ", values: shown");
    try (Connection connection = shop.connect("ana", "analysts")) {
      RequestDetails details =
          asked(connection, "SELECT amount FROM payroll WHERE 'zq' <> ? AND id < ?");

      assertThat(details.values()).containsExactly("'zq secret'", "7");
      assertThat(filed.element().summary().statement())
          .isEqualTo("SELECT amount FROM payroll WHERE 'zq' <> ? AND id < ?");
    }
  }

  @Test
  void showsTheValuesThatWereBoundWhenTheStatementRan() throws Exception {
    open(DatabaseProduct.H2, ", values: shown");
    Files.writeString(
        shop.policy(), Files.readString(shop.policy()).replace("limit: 100", "limit: 1"));
    try (Connection connection = shop.connect("ana", "analysts");
        PreparedStatement statement =
            connection.prepareStatement("SELECT name FROM customers WHERE id < ?")) {
      statement.setInt(1, 3);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        statement.setInt(1, 900);
        assertThatThrownBy(rows::next).hasMessageContaining("jit approve");
      }
      assertThat(filed.element().summary().details().values()).containsExactly("3");
    }
  }

  @Test
  void anApprovalForASessionIsGoodForWhateverRunsOnTheConnection() throws Exception {
    open(DatabaseProduct.H2, ", covers: session");
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.setClientInfo("jit.request", "emails");
      assertThatThrownBy(() -> email(connection, 1)).hasMessageContaining("jit approve");
      AccessRequest request = filed.remove();
      assertThat(request.binding().isForSession()).isTrue();
      approvals.answer(request.id(), Approvers.OMAR, true, "");

      assertThat(email(connection, 1)).isEqualTo("zqalice@corp.test");
      assertThat(email(connection, 2)).isEqualTo("zqbob@corp.test");
      assertThat(filed).isEmpty();

      connection.setClientInfo("jit.request", null);
      assertThat(email(connection, 2)).isEqualTo("z•••••@corp.test");
      connection.setClientInfo("jit.request", "emails");
      connection.setClientInfo("jit.purpose", "another one");
      assertThatThrownBy(() -> email(connection, 1)).hasMessageContaining("jit approve");
    }
  }

  @Test
  void anApprovalForASessionIsUsedUpByOneConnection() throws Exception {
    open(DatabaseProduct.H2, ", covers: session");
    try (Connection first = shop.connect("ana", "analysts");
        Connection second = shop.connect("ana", "analysts")) {
      first.setClientInfo("jit.request", "emails");
      second.setClientInfo("jit.request", "emails");
      assertThatThrownBy(() -> email(first, 1)).hasMessageContaining("jit approve");
      approvals.answer(filed.remove().id(), Approvers.OMAR, true, "");

      assertThat(email(second, 1)).isEqualTo("zqalice@corp.test");
      assertThatThrownBy(() -> email(first, 1)).hasMessageContaining("jit approve");
      assertThat(email(second, 1)).isEqualTo("zqalice@corp.test");
    }
  }

  @Test
  void anApprovalForASessionEndsWhenItIsTakenBack() throws Exception {
    open(DatabaseProduct.H2, ", covers: session");
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.setClientInfo("jit.request", "emails");
      assertThatThrownBy(() -> email(connection, 1)).hasMessageContaining("jit approve");
      String id = filed.remove().id();
      approvals.answer(id, Approvers.OMAR, true, "");
      assertThat(email(connection, 1)).isEqualTo("zqalice@corp.test");

      approvals.revoke(id, Approvers.OMAR, "enough");
      Thread.sleep(1_100);
      assertThatThrownBy(() -> email(connection, 1)).hasMessageContaining("jit approve");
    }
  }

  @Test
  void aPoolsNextBorrowerHasNoApprovalForASession() throws Exception {
    open(DatabaseProduct.H2, ", covers: session");
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.setClientInfo("jit.request", "emails");
      assertThatThrownBy(() -> email(connection, 1)).hasMessageContaining("jit approve");
      approvals.answer(filed.remove().id(), Approvers.OMAR, true, "");
      assertThat(email(connection, 1)).isEqualTo("zqalice@corp.test");

      connection.endRequest();
      assertThat(email(connection, 1)).isEqualTo("z•••••@corp.test");
    }
  }

  @Test
  void aBudgetThatIsRaisedForASessionStillCounts() throws Exception {
    open(DatabaseProduct.H2, ", covers: session");
    Files.writeString(
        shop.policy(),
        Files.readString(shop.policy())
            + """
            budgets:
              - {id: few, who: anyone, resources: ["*.customers"], rows: 2, window: 1h, approval: bulk}
            """);
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThat(names(connection, 3)).isEqualTo(2);
      assertThatThrownBy(() -> names(connection, 2)).hasMessageContaining("jit approve");
      approvals.answer(filed.remove().id(), Approvers.OMAR, true, "");

      assertThat(names(connection, 4)).isEqualTo(3);
      assertThat(names(connection, 4)).isEqualTo(3);
      assertThat(filed).isEmpty();
    }
    try (Connection other = shop.connect("ana", "analysts")) {
      assertThatThrownBy(() -> names(other, 2)).hasMessageContaining("jit approve");
    }
  }

  private static int names(Connection connection, int below) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM customers WHERE id < " + below)) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  private static String email(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM customers WHERE id = " + id)) {
      rows.next();
      return rows.getString(1);
    }
  }
}

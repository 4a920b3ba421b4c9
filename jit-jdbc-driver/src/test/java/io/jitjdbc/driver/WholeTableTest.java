package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One rule asks for every fetch of a whole table out of which something sensitive is read. */
class WholeTableTest {
  private final Queue<AccessRequest> filed = new ArrayDeque<>();
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);
  private Shop shop;

  private void open(DatabaseProduct product) throws IOException {
    shop = Shop.open(product);
    shop.dataSource().setApprovalService(approvals);
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    Files.writeString(
        shop.policy(),
        Shop.resource("policy.yaml")
            .replace(
                "rules:\n",
                """
                rules:
                  - id: whole-tables
                    who: anyone
                    actions: [read, export]
                    resources: [{tag: pii.*}]
                    when: {where: absent, limit: absent}
                    effect: require-approval
                    approval: bulk
                """));
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private static int rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void isAskedForHoweverItIsWritten(DatabaseProduct product) throws Exception {
    open(product);
    try (Connection connection = shop.connect("ana", "analysts")) {
      for (String sql :
          new String[] {
            "SELECT * FROM customers",
            "SELECT email FROM customers ORDER BY id",
            "SELECT COUNT(DISTINCT ssn) FROM customers",
            "SELECT id FROM orders WHERE id = 1 UNION ALL SELECT CHAR_LENGTH(email) FROM customers",
            "WITH all_of_them AS (SELECT email FROM customers) SELECT * FROM all_of_them"
          }) {
        assertThatThrownBy(() -> rows(connection, sql))
            .as(sql)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("jit approve")
            .hasMessageContaining("whole-tables");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void isNotAskedForWhereNothingSensitiveIsReadOrNotAllOfIt(DatabaseProduct product)
      throws Exception {
    open(product);
    try (Connection connection = shop.connect("ana", "analysts")) {
      int all = rows(connection, "SELECT id FROM customers");
      assertThat(all).isEqualTo((int) shop.count("customers"));
      assertThat(rows(connection, "SELECT COUNT(*) FROM customers")).isEqualTo(1);
      assertThat(rows(connection, "SELECT * FROM orders")).isEqualTo((int) shop.count("orders"));
      assertThat(rows(connection, "SELECT id, email FROM customers WHERE id = 1")).isEqualTo(1);
      assertThat(rows(connection, "SELECT email FROM customers LIMIT 1")).isEqualTo(1);
      assertThat(filed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void isFetchedOnceSomebodyAgreed(DatabaseProduct product) throws Exception {
    open(product);
    try (Connection connection = shop.connect("ana", "analysts")) {
      String sql = "SELECT id, email FROM customers";
      assertThatThrownBy(() -> rows(connection, sql)).hasMessageContaining("jit approve");
      approvals.answer(filed.remove().id(), Approvers.OMAR, true, "for the letters");
      assertThat(rows(connection, sql)).isEqualTo((int) shop.count("customers"));
      assertThatThrownBy(() -> rows(connection, sql)).hasMessageContaining("jit approve");
    }
  }
}

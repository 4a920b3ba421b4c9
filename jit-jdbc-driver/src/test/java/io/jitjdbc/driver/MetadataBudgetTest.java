package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever sweeps the catalog is held to what the policy says of metadata, if it says anything. */
class MetadataBudgetTest {
  private static final String TEN =
      "id: structure-a-day, who: anyone, resources: [metadata], rows: 10, window: 24h";

  private final BlockingQueue<AccessRequest> filed = new LinkedBlockingQueue<>();
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);
  private Shop shop;

  private Connection open(DatabaseProduct product, String... budgets) throws Exception {
    shop = Shop.open(product);
    shop.dataSource().setApprovalService(approvals);
    Budgets.put(shop, budgets);
    return shop.connect("olga", "owners");
  }

  /** Puts something else into the policy before anybody connects. */
  private Connection open(String budget, String before, String after) throws Exception {
    shop = Shop.open();
    shop.dataSource().setApprovalService(approvals);
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    Budgets.put(shop, budget);
    Files.writeString(shop.policy(), Files.readString(shop.policy()).replace(before, after));
    return shop.connect("olga", "owners");
  }

  private Connection rule(String rule) throws Exception {
    String orders = Budgets.orders("orders-a-day", 100, "24h");
    return open(orders, "rules:\n", "rules:\n  - {" + rule + "}\n");
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private static ResultSet columns(Connection connection, String table) throws SQLException {
    return connection.getMetaData().getColumns(null, null, table, null);
  }

  /** How many rows there are until the budget is used up. */
  private static int count(ResultSet rows) throws SQLException {
    int count = 0;
    try (rows) {
      while (rows.next()) {
        assertThat(rows.getString(3)).isNotNull();
        count++;
      }
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("structure-a-day is used up");
      assertThat(e.getSQLState()).isEqualTo("42501");
    }
    return count;
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void countsRowsOfAllQuestionsAndOfStatementsOnTheCatalogTogether(DatabaseProduct product)
      throws Exception {
    try (Connection connection = open(product, TEN);
        Connection another = shop.connect("olga", "owners")) {
      String orders = product == DatabaseProduct.H2 ? "ORDERS" : "orders";
      assertThat(count(connection.getMetaData().getTables(null, null, orders, null))).isOne();
      int read = 1 + count(columns(another, orders));
      assertThat(read).isBetween(3, 6);
      int tables =
          Budgets.read(connection, "SELECT table_name FROM information_schema.tables LIMIT 3");
      assertThat(tables).isEqualTo(3);
      int rest = count(columns(another, "%"));
      assertThat(read + tables + rest).isEqualTo(10);
      assertThat(Budgets.read(connection, "SELECT table_name FROM information_schema.columns"))
          .isZero();
      assertThat(count(connection.getMetaData().getTables(null, null, "%", null))).isZero();
      assertThat(Budgets.read(connection, "SELECT id FROM customers")).isEqualTo(3);
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void countsNothingThatThePolicyDoesNotCallMetadata(DatabaseProduct product) throws Exception {
    try (Connection connection =
        open(product, "id: all, who: anyone, resources: [\"*.*\"], rows: 0, window: 24h")) {
      assertThat(count(columns(connection, "%"))).isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void goesOnInTheSameRowsOnceSomebodySaysYes(DatabaseProduct product) throws Exception {
    try (Connection connection = open(product, TEN + ", approval: bulk");
        ResultSet rows = columns(connection, "%")) {
      for (int row = 0; row < 10; row++) {
        assertThat(rows.next()).isTrue();
      }
      CompletableFuture<Boolean> beyond = Budgets.nextInBackground(rows);
      AccessRequest request = filed.poll(10, TimeUnit.SECONDS);
      assertThat(request.binding().scope()).isEqualTo("budget:structure-a-day");
      assertThat(request.summary().statement()).isEqualTo("DatabaseMetaData.getColumns");
      assertThat(request.summary().resources()).containsExactly("metadata");
      assertThatThrownBy(() -> rows.getString(3)).hasMessageContaining("waits for an approval");
      approvals.answer(request.id(), Approvers.OMAR, true, "");
      assertThat(beyond.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(rows.getString(3)).isNotNull();
      assertThat(count(rows)).isPositive();
    }
  }

  @Test
  @SuppressWarnings("try") // what an early close leads to is what is tested
  void aClosedConnectionEndsTheWait() throws Exception {
    try (Connection connection = open(DatabaseProduct.H2, TEN + ", approval: bulk")) {
      ResultSet rows = columns(connection, "%");
      for (int row = 0; row < 10; row++) {
        assertThat(rows.next()).isTrue();
      }
      CompletableFuture<Boolean> beyond = Budgets.nextInBackground(rows);
      assertThat(filed.poll(10, TimeUnit.SECONDS)).isNotNull();
      connection.close();
      assertThatThrownBy(() -> beyond.get(10, TimeUnit.SECONDS))
          .rootCause()
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void noWayToARowGoesAroundTheCount() throws Exception {
    try (Connection connection = open(DatabaseProduct.H2, TEN)) {
      ResultSet rows = columns(connection, "%");
      assertThat(rows).isNotInstanceOf(ClearResultSet.class);
      assertThat(rows.getStatement()).isNull();
      assertThatThrownBy(() -> rows.unwrap(org.h2.jdbc.JdbcResultSet.class))
          .hasMessageContaining("does not hand out");
      assertThatThrownBy(
              () -> {
                while (rows.relative(1)) {
                  rows.getString(3);
                }
              })
          .hasMessageContaining("handed out 10 rows until then");
    }
  }

  @Test
  void isDeniedByARule() throws Exception {
    try (Connection connection =
        rule(
            "id: no-maps, who: {groups: [owners]}, actions: [read], resources: [metadata],"
                + " effect: deny, reason: nobody needs it")) {
      assertThatThrownBy(() -> columns(connection, "ORDERS"))
          .hasMessageContaining("SELECT on metadata is denied: nobody needs it (rule no-maps)")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
      assertThatThrownBy(
              () -> Budgets.read(connection, "SELECT table_name FROM information_schema.tables"))
          .hasMessageContaining("(rule no-maps)");
      assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
      assertThat(shop.audit())
          .anyMatch(
              line ->
                  line.contains("\"METADATA\"")
                      && line.contains("DatabaseMetaData.getColumns")
                      && line.contains("no-maps"));
    }
    try (Connection other = shop.connect("ana", "analysts")) {
      assertThat(count(columns(other, "ORDERS"))).isPositive();
    }
  }

  @Test
  void isAskedForByARuleAndOnlyForTheVeryQuestion() throws Exception {
    try (Connection connection =
        rule(
            "id: maps, who: anyone, actions: [read], resources: [metadata],"
                + " effect: require-approval, approval: bulk")) {
      DatabaseMetaData metaData = connection.getMetaData();
      assertThatThrownBy(() -> metaData.getColumns(null, null, "ORDERS", null))
          .hasMessageContaining("jit approve");
      approvals.answer(filed.take().id(), Approvers.OMAR, true, "");
      assertThatThrownBy(() -> metaData.getColumns(null, null, "CUSTOMERS", null))
          .hasMessageContaining("jit approve");
      assertThatThrownBy(() -> metaData.getTables(null, null, "ORDERS", new String[] {"VIEW"}))
          .hasMessageContaining("jit approve");
      assertThat(count(metaData.getColumns(null, null, "ORDERS", null))).isPositive();
      assertThatThrownBy(() -> metaData.getColumns(null, null, "ORDERS", null))
          .hasMessageContaining("jit approve");
    }
  }

  @Test
  void oneResultIsLimitedByARule() throws Exception {
    try (Connection connection =
            rule(
                "id: few, who: anyone, actions: [read], resources: [metadata], effect: permit,"
                    + " rows: {limit: 2, approval: bulk}");
        ResultSet rows = columns(connection, "%")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.next()).isTrue();
      assertThatThrownBy(rows::next)
          .hasMessageContaining("jit approve")
          .hasMessageContaining("more than 2 rows of one result");
    }
  }

  @Test
  void isOnRecordAndRunsOnWhereThePolicyIsOnlyObserved() throws Exception {
    try (Connection connection = open(TEN, "version: 1", "version: 1\nmode: observe")) {
      assertThat(count(columns(connection, "%"))).isGreaterThan(10);
      assertThat(shop.audit())
          .filteredOn(line -> line.contains("\"rule\":\"structure-a-day\""))
          .singleElement()
          .asString()
          .contains("\"mode\":\"observe\"", "\"effect\":\"deny\"");
    }
  }
}

package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who counts what budgets limit, and what happens where they are used up or cannot be counted. */
class BudgetLedgerTest {
  private static final String ALL = "SELECT id, total FROM orders";
  private static final Subject OMAR =
      new Subject("https://issuer.example", "omar", "omar", Set.of("data-owners"));

  private final Shop shop = Shop.open();
  private final BlockingQueue<AccessRequest> filed = new ArrayBlockingQueue<>(100);
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system(), filed::add);

  BudgetLedgerTest() {
    shop.dataSource().setApprovalService(approvals);
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private Connection connect() throws SQLException {
    return shop.connect("clara", "clerks");
  }

  private JitDataSource another() {
    var dataSource = new JitDataSource();
    dataSource.setUrl(shop.url());
    dataSource.setProperties(shop.settings());
    return dataSource;
  }

  @Test
  void isSharedByTwoDataSourcesAsByTwoProcesses() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 100, "24h"));
    try (TestDatabase table = TestDatabases.open(DatabaseProduct.POSTGRESQL);
        JitDataSource second = another()) {
      var settings =
          Map.of("url", table.jdbcUrl(), "user", table.user(), "password", table.password());
      Budgets.share(shop.dataSource(), settings);
      Budgets.share(second, settings);
      String token = shop.issuer().token("clara", "clerks");
      try (Connection one = connect();
          Connection two = second.getConnection(null, token)) {
        assertThat(Budgets.read(one, ALL + " LIMIT 70")).isEqualTo(70);
        assertThat(Budgets.read(two, ALL)).isEqualTo(30);
        assertThat(Budgets.read(one, ALL)).isZero();
      }
      shop.closeDriver();
    }
  }

  @Test
  void isEachDataSourcesOwnInMemory() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 100, "24h"));
    try (JitDataSource second = another();
        Connection one = connect();
        Connection two = second.getConnection(null, shop.issuer().token("clara", "clerks"))) {
      assertThat(Budgets.read(one, ALL)).isEqualTo(100);
      assertThat(Budgets.read(two, ALL)).isEqualTo(100);
    }
  }

  @Test
  void handsOutNothingWhileItCannotBeAsked() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 100, "24h"));
    Budgets.share(shop.dataSource(), Map.of("url", "jdbc:postgresql://127.0.0.1:1/none"));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery(ALL);
      assertThatThrownBy(rows::next)
          .hasMessageContaining("budget orders-a-day cannot be told")
          .hasMessageContaining("jit.usage.table.url")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
      assertThat(rows.isClosed()).isTrue();
      assertThat(Budgets.read(connection, "SELECT id FROM customers")).isEqualTo(3);
    }
    assertThat(shop.audit()).anyMatch(line -> line.contains("cannot be told"));
  }

  @Test
  void goesOnInTheSameCursorOnceSomebodySaysYes() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 10, "24h") + ", approval: bulk");
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      for (int row = 0; row < 10; row++) {
        assertThat(rows.next()).isTrue();
      }
      CompletableFuture<Boolean> beyond = Budgets.nextInBackground(rows);
      AccessRequest request = filed.poll(10, TimeUnit.SECONDS);
      assertThat(request.binding().scope()).isEqualTo("budget:orders-a-day");
      assertThatThrownBy(() -> rows.getInt(1)).hasMessageContaining("waits for an approval");
      approvals.answer(request.id(), OMAR, true, "");

      assertThat(beyond.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(rows.getInt(1)).isPositive();
      int more = 1;
      while (rows.next()) {
        more++;
      }
      assertThat(more).isEqualTo(403 - 10);
    }
  }

  @Test
  void saysWhatWasReadAndWhomToAskWhereNobodyWaits() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 2, "24h") + ", approval: bulk");
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery(ALL);
      assertThat(rows.next()).isTrue();
      assertThat(rows.next()).isTrue();
      assertThatThrownBy(rows::next)
          .hasMessageContaining("0 are left of 2 rows within 24h")
          .hasMessageContaining("jit approve")
          .hasMessageContaining("handed out 2 rows");
    }
  }

  @Test
  void isRefusedWithTheApproversWordsOnceSomebodySaysNo() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 0, "24h") + ", approval: bulk");
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      CompletableFuture<Boolean> beyond = Budgets.nextInBackground(rows);
      approvals.answer(filed.take().id(), OMAR, false, "too many");

      assertThatThrownBy(() -> beyond.get(10, TimeUnit.SECONDS))
          .rootCause()
          .hasMessageContaining("rejected by omar: too many");
    }
  }

  @Test
  void changesNothingWhereThePolicyIsOnlyObservedAndSaysWhatItWouldHaveDone() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 10, "24h"));
    String policy = Files.readString(shop.policy());
    Files.writeString(
        shop.policy(), policy.replaceFirst("version: 1", "version: 1\nmode: observe"));
    try (Connection connection = connect()) {
      assertThat(Budgets.read(connection, ALL)).isEqualTo(403);
    }
    assertThat(shop.audit())
        .filteredOn(line -> line.contains("\"rule\":\"orders-a-day\""))
        .singleElement()
        .asString()
        .contains("\"mode\":\"observe\"", "\"effect\":\"deny\"");
  }
}

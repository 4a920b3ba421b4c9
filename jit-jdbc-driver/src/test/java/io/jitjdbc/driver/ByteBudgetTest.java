package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.Reader;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many bytes a subject is handed out is limited, in all and of one result. */
class ByteBudgetTest {
  /** Each of the orders is two numbers. */
  private static final String ORDERS = "SELECT id, customer_id FROM orders WHERE id >= 2000";

  private static final Subject OMAR =
      new Subject("https://issuer.example", "omar", "omar", Set.of("data-owners"));

  private static String bytes(int bytes, String table) {
    return "id: bytes-a-day, who: {groups: [clerks]}, resources: [\"*."
        + table
        + "\"], bytes: "
        + bytes
        + ", window: 24h";
  }

  private static Shop open(DatabaseProduct product, String budget) throws Exception {
    Shop shop = Shop.open(product);
    Budgets.put(shop, budget);
    return shop;
  }

  private static Connection connect(Shop shop) throws SQLException {
    return shop.connect("clara", "clerks");
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void areNeverMoreThanTheBudgetInAll(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product, bytes(16 * 90 + 15, "orders"));
        Connection one = connect(shop);
        Connection another = connect(shop)) {
      assertThat(Budgets.read(one, ORDERS + " ORDER BY id LIMIT 50")).isEqualTo(50);
      assertThat(Budgets.read(another, ORDERS)).isEqualTo(40);
      assertThat(Budgets.read(one, ORDERS)).isZero();
      // What is left is enough for less.
      assertThat(Budgets.read(one, "SELECT id FROM orders WHERE id >= 2000")).isEqualTo(1);
    }
  }

  private static void tell(Shop shop, DatabaseProduct product, String text) throws SQLException {
    String type =
        switch (product) {
          case H2 -> "CLOB";
          case POSTGRESQL -> "TEXT";
          case MARIADB, MYSQL -> "LONGTEXT";
        };
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      statement.execute("ALTER TABLE customers ADD COLUMN story " + type);
      try (PreparedStatement update = raw.prepareStatement("UPDATE customers SET story = ?")) {
        update.setString(1, text);
        update.executeUpdate();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void ofALargeTextCountBeforeItIsHandedOutAndLeaveItToBeRead(DatabaseProduct product)
      throws Exception {
    String text = "né".repeat(50_000);
    try (Shop shop = open(product, bytes(400_000, "customers"))) {
      tell(shop, product, text);
      try (Connection connection = connect(shop);
          Statement statement = connection.createStatement()) {
        statement.setFetchSize(1);
        ResultSet rows = statement.executeQuery("SELECT story FROM customers");
        for (int row = 0; row < 2; row++) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo(text);
          try (Reader reader = rows.getCharacterStream(1)) {
            assertThat(reader.read()).isEqualTo('n');
          }
        }
        assertThatThrownBy(rows::next)
            .hasMessageContaining("less than the next row is left of 400000 bytes within 24h")
            .hasMessageContaining("handed out 2 rows until then");
        // It burned nothing: the rest is still there.
        String name = "SELECT name FROM customers WHERE id = 1";
        assertThat(Budgets.read(connection, name)).isEqualTo(1);
      }
    }
  }

  @Test
  void ofAMaskedColumnAreThoseThatTheDatabaseReturned() throws Exception {
    try (Shop shop = open(DatabaseProduct.H2, bytes(22, "customers"));
        Connection connection = connect(shop)) {
      assertThat(Budgets.values(connection, "SELECT ssn FROM customers"))
          .containsExactly("•••••", "•••••");
    }
  }

  @Test
  void ofNullAreNone() throws Exception {
    try (Shop shop = open(DatabaseProduct.H2, bytes(0, "customers"));
        Connection connection = connect(shop)) {
      Budgets.customers(shop, 5);
      String none = "SELECT email FROM customers WHERE id > 100";
      assertThat(Budgets.read(connection, none)).isEqualTo(5);
      assertThat(Budgets.read(connection, "SELECT email FROM customers WHERE id = 1")).isZero();
    }
  }

  private static void limitOneResult(Shop shop) throws IOException {
    String policy = Files.readString(shop.policy());
    String limit = "    bytes: {limit: 48, approval: bulk}\n";
    Files.writeString(shop.policy(), policy.replace("  - id: owners", limit + "  - id: owners"));
  }

  @Test
  void ofOneResultWaitForAnApproval() throws Exception {
    BlockingQueue<AccessRequest> filed = new ArrayBlockingQueue<>(10);
    var approvals = new MemoryApprovals(InstantSource.system(), filed::add);
    try (Shop shop = open(DatabaseProduct.H2, bytes(1_000_000, "orders"))) {
      shop.dataSource().setApprovalService(approvals);
      limitOneResult(shop);
      try (Connection connection = connect(shop);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(ORDERS)) {
        for (int row = 0; row < 3; row++) {
          assertThat(rows.next()).isTrue();
        }
        CompletableFuture<Boolean> beyond = Budgets.nextInBackground(rows);
        AccessRequest request = filed.poll(10, TimeUnit.SECONDS);
        assertThat(request.binding().scope()).isEqualTo("bytes:clerks-write-orders");
        assertThat(request.summary().reason()).isEqualTo("more than 48 bytes of one result");
        assertThatThrownBy(() -> rows.getInt(1)).hasMessageContaining("waits for an approval");
        approvals.answer(request.id(), OMAR, true, "");

        assertThat(beyond.get(10, TimeUnit.SECONDS)).isTrue();
        int more = 1;
        while (rows.next()) {
          more++;
        }
        assertThat(more).isEqualTo(Budgets.ORDERS - 3);
      }
    }
  }
}

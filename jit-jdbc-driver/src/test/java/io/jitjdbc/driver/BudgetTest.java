package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a subject reads of a table is limited over all statements, however it is read. */
class BudgetTest {
  private static final String ALL = "SELECT id, total FROM orders";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private Connection connect() throws SQLException {
    return shop.connect("clara", "clerks");
  }

  @Test
  void isNotEvadedByPages() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 100, "24h"));
    try (Connection connection = connect()) {
      int read = 0;
      for (int page = 0; page < 20; page++) {
        read += Budgets.read(connection, ALL + " ORDER BY id LIMIT 15 OFFSET " + 15 * page);
      }
      assertThat(read).isEqualTo(100);
    }
  }

  @Test
  void isNotEvadedByOneSelectForEachRow() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 30, "24h"));
    try (Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(ALL + " WHERE id = ?")) {
      for (int id = 2000; id < 2030; id++) {
        query.setInt(1, id);
        try (ResultSet rows = query.executeQuery()) {
          assertThat(rows.next()).isTrue();
        }
      }
      query.setInt(1, 2031);
      try (ResultSet rows = query.executeQuery()) {
        assertThatThrownBy(rows::next).hasMessageContaining("orders-a-day is used up");
      }
    }
  }

  @Test
  void isNotEvadedByAnotherConnectionNorUsedUpBySomebodyElse() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 100, "24h"));
    try (Connection one = connect();
        Connection another = connect();
        Connection other = shop.connect("carl", "clerks")) {
      assertThat(Budgets.read(one, ALL + " LIMIT 60")).isEqualTo(60);
      assertThat(Budgets.read(another, ALL)).isEqualTo(40);
      assertThat(Budgets.read(one, ALL)).isZero();
      assertThat(Budgets.read(other, ALL)).isEqualTo(100);
    }
  }

  @Test
  void isNotEvadedByScrolling() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 20, "24h"));
    try (Connection connection = connect();
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet rows = statement.executeQuery(ALL)) {
      assertThat(rows.last()).isTrue();
      assertThat(rows.first()).isTrue();
      assertThat(rows.relative(3)).isTrue();
      assertThat(rows.previous()).isTrue();
      assertThatThrownBy(
              () -> {
                for (int row = 1; row <= 17; row++) {
                  assertThat(rows.absolute(row)).isTrue();
                }
              })
          .hasMessageContaining("this result handed out 20 rows until then");
      assertThatThrownBy(() -> rows.getInt(1)).isInstanceOf(SQLException.class);
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void countsGeneratedKeys() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 3, "24h"));
    String insert = "INSERT INTO orders(customer_id, total) VALUES (1, 1), (1, 2), (1, 3), (1, 4)";
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
      assertThat(statement.executeUpdate()).isEqualTo(4);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        for (int row = 0; row < 3; row++) {
          assertThat(keys.next()).isTrue();
        }
        assertThatThrownBy(keys::next).hasMessageContaining("orders-a-day is used up");
      }
    }
  }

  @Test
  void leavesBatchesAlone() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 1, "24h"));
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO orders(customer_id, total) VALUES (1, ?)")) {
      for (int row = 0; row < 10; row++) {
        insert.setInt(1, row);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(10).containsOnly(1);
    }
  }

  @Test
  void takesNothingForRowsThatNobodyRead() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 400, "24h"));
    try (Connection connection = connect()) {
      for (int i = 0; i < 50; i++) {
        try (Statement statement = connection.createStatement()) {
          ResultSet rows = statement.executeQuery(ALL);
          assertThat(rows.next()).isTrue();
          assertThat(rows.next()).isTrue();
        }
      }
      assertThat(Budgets.read(connection, ALL)).isEqualTo(300);
    }
  }

  @Test
  void givesBackWhatIsLeftAtTheEndOfTheRowsAlthoughTheResultStaysOpen() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 400, "24h"));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery(ALL + " LIMIT 9");
      while (rows.next()) {
        assertThat(rows.getInt(1)).isPositive();
      }
      assertThat(Budgets.read(connection, ALL)).isEqualTo(391);
    }
  }

  @Test
  void isHandedOutAtMostOnceToManyThreads() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 1000, "24h"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      var readers = new ArrayList<Callable<Integer>>();
      for (int thread = 0; thread < 8; thread++) {
        readers.add(this::readSeveralTimes);
      }
      int read = 0;
      for (Future<Integer> reader : threads.invokeAll(readers)) {
        read += reader.get();
      }
      try (Connection connection = connect()) {
        // What one gave back after another had seen the end.
        assertThat(read + readAll(connection)).isEqualTo(1000);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int readSeveralTimes() throws SQLException {
    try (Connection connection = connect()) {
      return readAll(connection);
    }
  }

  private static int readAll(Connection connection) throws SQLException {
    int read = 0;
    for (int time = 0; time < 5; time++) {
      read += Budgets.read(connection, ALL);
    }
    return read;
  }

  @Test
  void endsWhereTheFirstOfTwoEnds() throws Exception {
    Budgets.put(
        shop,
        Budgets.orders("orders-a-day", 300, "24h"),
        "id: all-an-hour, who: anyone, resources: [\"*.*\"], rows: 50, window: 1h");
    try (Connection connection = connect()) {
      assertThat(Budgets.read(connection, "SELECT id FROM customers")).isEqualTo(3);
      assertThat(Budgets.read(connection, ALL)).isEqualTo(47);
    }
  }

  @Test
  void isFreeAgainWhenItsWindowHasPassed() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-moment", 10, "1s"));
    try (Connection connection = connect()) {
      assertThat(Budgets.read(connection, ALL)).isGreaterThanOrEqualTo(10);
      Thread.sleep(1200);
      assertThat(Budgets.read(connection, ALL + " LIMIT 5")).isEqualTo(5);
    }
  }

  @Test
  void leavesMasksAndWhatItIsNotAboutAlone() throws Exception {
    Budgets.put(
        shop,
        "id: customers-a-day, who: anyone, resources: [\"*.customers\"], rows: 2, window: 24h");
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ssn, name FROM customers ORDER BY id")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("•••••");
      assertThat(rows.getString(2)).isEqualTo("Alice Adams");
      assertThat(Budgets.read(connection, ALL)).isEqualTo(403);
    }
  }

  @Test
  void isSaidByAnExplanation() throws Exception {
    Budgets.put(shop, Budgets.orders("orders-a-day", 10, "24h"));
    try (Connection connection = connect()) {
      List<Object> obligations =
          connection
              .unwrap(JitConnection.class)
              .explain(ALL)
              .decision()
              .fold(
                  permit -> List.copyOf(permit.obligations()), deny -> List.of(), ask -> List.of());
      assertThat(obligations.toString()).contains("orders-a-day");
    }
  }
}

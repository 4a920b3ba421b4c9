package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.Together;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Enforced connections to MariaDB whose queries it confirms beside them. */
class ScratchSessionsTest {
  private static final String NOT_PLAIN = "SELECT name FROM customers WHERE id = 1 /* first */";

  private final Shop shop = Shop.open(DatabaseProduct.MARIADB);

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  private Connection connect(String asked) throws SQLException {
    return connect(asked, "CREATE VIEW, DROP");
  }

  private Connection connect(String asked, String privileges) throws SQLException {
    shop.dataSource().setProperty("jit.analysis.server", asked);
    shop.dataSource().setProperty("jit.analysis.scratch", shop.scratch(privileges));
    return shop.connect("ana", "analysts");
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  @Test
  void runQueriesThatMustBeConfirmed() throws SQLException {
    try (Connection connection = connect("required")) {
      assertThat(column(connection, NOT_PLAIN)).containsExactly("Alice Adams");
      assertThat(column(connection, "SELECT UPPER(ssn) FROM customers WHERE id = 1"))
          .containsExactly("•••••");
      assertThat(column(connection, "SELECT email FROM customers c WHERE c.id = 1"))
          .containsExactly("z•••••@corp.test");
      try (PreparedStatement query =
          connection.prepareStatement(
              "SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id"
                  + " WHERE c.email = ? AND o.total > ? ORDER BY o.id LIMIT ?, ?")) {
        query.setString(1, "zqalice@corp.test");
        query.setInt(2, 1);
        query.setInt(3, 0);
        query.setInt(4, 1);
        try (ResultSet rows = query.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("Alice Adams");
        }
      }
    }
  }

  @Test
  void refuseWhatMustBeConfirmedAndCannotBe() throws SQLException {
    try (Connection connection = connect("required")) {
      assertThatThrownBy(() -> column(connection, "SELECT name FROM customers WHERE @@port > 0"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
          .hasMessageContaining("jit.analysis.server is 'required'")
          .hasMessageContaining("error 1351");
    }
  }

  @Test
  void sayWhichRightsTheLoginLacks() throws SQLException {
    try (Connection connection = connect("required", "SELECT")) {
      assertThatThrownBy(() -> column(connection, NOT_PLAIN))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
          .hasMessageContaining("the leased login needs CREATE VIEW and DROP on the schema");
    }
  }

  @Test
  void doWithoutWhereNothingHasToBeConfirmed() throws SQLException {
    try (Connection connection = connect("auto", "SELECT")) {
      assertThat(column(connection, NOT_PLAIN)).containsExactly("Alice Adams");
      assertThat(column(connection, "SELECT ssn FROM customers WHERE id = 1 /* first */"))
          .containsExactly("•••••");
    }
  }

  @Test
  void keepTheirTransaction() throws SQLException {
    long before = shop.count("orders");
    connect("required").close();
    try (Connection connection = shop.connect("olga", "owners");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO orders(customer_id, total) VALUES (1, 1)");
      assertThat(column(connection, NOT_PLAIN)).hasSize(1);
      assertThat(shop.count("orders")).isEqualTo(before);
      assertThat(column(connection, "SELECT COUNT(*) FROM orders /* mine */"))
          .containsExactly(String.valueOf(before + 1));
      connection.rollback();
    }
    assertThat(shop.count("orders")).isEqualTo(before);
  }

  private void awaitSessions(long number) {
    await().atMost(Duration.ofSeconds(10)).until(() -> shop.sessions() == number);
  }

  @Test
  void openAnotherSessionWithTheFirstQuestionAndCloseItWithTheirOwn() throws SQLException {
    Connection connection = connect("auto");
    column(connection, "SELECT name FROM customers");
    assertThat(shop.sessions()).isEqualTo(1);
    column(connection, NOT_PLAIN);
    assertThat(shop.sessions()).isEqualTo(2);
    connection.close();
    awaitSessions(0);
  }

  @Test
  void closeItWhenTheyAreAborted() throws SQLException {
    Connection connection = connect("auto");
    column(connection, NOT_PLAIN);
    connection.abort(Runnable::run);
    awaitSessions(0);
    assertThatThrownBy(() -> column(connection, NOT_PLAIN)).isInstanceOf(SQLException.class);
    assertThat(shop.sessions()).isZero();
  }

  @Test
  void closeItWhenTheLeaseEnds() throws SQLException {
    shop.dataSource().setProperty("jit.broker.static.ttl", "3s");
    try (Connection connection = connect("auto")) {
      column(connection, NOT_PLAIN);
      assertThat(shop.sessions()).isEqualTo(2);
      await().atMost(Duration.ofSeconds(10)).until(() -> !connection.isValid(1));
      awaitSessions(0);
    }
  }

  @Test
  void areConfirmedSideBySide() throws Exception {
    try (Connection shared = connect("required")) {
      Together.run(
          3,
          thread ->
              () -> {
                try (Connection own = shop.connect("ana" + thread, "analysts")) {
                  for (int i = 0; i < 3; i++) {
                    String remark = " /* " + thread + " " + i + " */";
                    assertThat(column(own, "SELECT name FROM customers" + remark)).hasSize(3);
                    assertThat(column(shared, "SELECT total FROM orders" + remark)).hasSize(3);
                  }
                }
                return thread;
              });
    }
    awaitSessions(0);
  }
}

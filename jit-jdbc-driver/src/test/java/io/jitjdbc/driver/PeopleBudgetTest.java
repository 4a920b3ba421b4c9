package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many distinct people a subject reads about is limited, however they are read. */
class PeopleBudgetTest {
  private static final String BY_ID = "*.customers.id";
  private static final String MAY_CALL =
      """

        - id: clerks-call
          who: {groups: [clerks]}
          actions: [execute]
          resources: ["*.listed"]
          effect: permit
      """;

  private static Shop open(DatabaseProduct product, int people, String... identity)
      throws Exception {
    Shop shop = Shop.open(product);
    Budgets.put(shop, Budgets.people(people, identity));
    Budgets.customers(shop, 40);
    return shop;
  }

  private static Connection connect(Shop shop) throws SQLException {
    return shop.connect("clara", "clerks");
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void isNotEvadedByPagesAndTakesNothingForThoseWhoWereRead(DatabaseProduct product)
      throws Exception {
    try (Shop shop = open(product, 25, BY_ID);
        Connection connection = connect(shop)) {
      Set<String> read = new HashSet<>();
      for (int page = 0; page < 10; page++) {
        String sql = "SELECT id, name FROM customers WHERE id > 100 ORDER BY id LIMIT 10 OFFSET ";
        read.addAll(Budgets.values(connection, sql + 5 * page));
      }
      assertThat(read).hasSize(25);
      assertThat(
              Budgets.read(
                  connection, "SELECT name, id FROM customers WHERE id < 126 AND id > 100"))
          .isEqualTo(25);
      assertThat(Budgets.read(connection, "SELECT id FROM customers WHERE id = 126")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void isNotEvadedByOneSelectForEach(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product, 12, BY_ID);
        Connection connection = connect(shop);
        PreparedStatement query =
            connection.prepareStatement("SELECT id, name FROM customers WHERE id = ?")) {
      for (int time = 0; time < 3; time++) {
        for (int id = 101; id <= 112; id++) {
          query.setInt(1, id);
          try (ResultSet rows = query.executeQuery()) {
            assertThat(rows.next()).isTrue();
          }
        }
      }
      query.setInt(1, 113);
      try (ResultSet rows = query.executeQuery()) {
        assertThatThrownBy(rows::next)
            .hasMessageContaining("0 are left of 12 distinct people within 24h");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void countsAPersonOnceWhoIsInManyRows(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product, 2, BY_ID, "*.orders.customer_id");
        Connection connection = connect(shop)) {
      String join =
          "SELECT c.id, c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id";
      assertThat(Budgets.read(connection, join)).isEqualTo(403);
      assertThat(Budgets.read(connection, "SELECT c.id, c.name FROM customers c WHERE id = 3"))
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void countsByTheTrueValueOfAnIdentityThatIsShownMasked(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product, 7, "*.customers.ssn");
        Connection connection = connect(shop)) {
      String sql = "SELECT ssn, name FROM customers WHERE id > 100 ORDER BY id";
      assertThat(Budgets.values(connection, sql)).hasSize(7).containsOnly("•••••");
      assertThat(Budgets.values(connection, sql)).hasSize(7);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void countsEachRowThatDoesNotSayWhomItIsAbout(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product, 20, BY_ID);
        Connection connection = connect(shop)) {
      assertThat(Budgets.read(connection, "SELECT name FROM customers LIMIT 5")).isEqualTo(5);
      assertThat(Budgets.read(connection, "SELECT name FROM customers LIMIT 5")).isEqualTo(5);
      String other =
          "SELECT a.id, b.name FROM customers a, customers b WHERE a.id = 101 AND b.id > 100";
      // Person 101, and somebody for each row.
      assertThat(Budgets.read(connection, other)).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void countsEachNullAndSpellingAsSomebodyElse(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product, 6, "*.customers.name", "*.customers.ssn")) {
      try (Connection raw = shop.raw();
          Statement statement = raw.createStatement()) {
        statement.execute("UPDATE customers SET ssn = NULL WHERE id > 120");
        statement.execute("UPDATE customers SET name = 'ann' WHERE id = 101");
        statement.execute("UPDATE customers SET name = 'ANN' WHERE id = 102");
      }
      try (Connection connection = connect(shop)) {
        String names = "SELECT name FROM customers WHERE id > 100 AND id < 121";
        assertThat(Budgets.read(connection, names)).isEqualTo(20);
        String none = "SELECT ssn FROM customers WHERE id > 120";
        assertThat(Budgets.read(connection, none)).isEqualTo(3);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"POSTGRESQL", "MARIADB"})
  void countsWhatReturningHandsOut(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product, 3, BY_ID);
        Connection connection = connect(shop)) {
      String insert = "INSERT INTO customers(id, name) VALUES (%d, 'x') RETURNING id, name";
      for (int id = 501; id <= 503; id++) {
        assertThat(Budgets.read(connection, String.format(insert, id))).isEqualTo(1);
      }
      assertThat(Budgets.read(connection, String.format(insert, 504))).isZero();
      assertThat(Budgets.read(connection, "SELECT id FROM customers WHERE id = 502")).isEqualTo(1);
    }
  }

  @Test
  void countsEachGeneratedKey() throws Exception {
    try (Shop shop = open(DatabaseProduct.POSTGRESQL, 1, BY_ID);
        Connection connection = connect(shop);
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE customers SET name = 'x' WHERE id = 101",
                Statement.RETURN_GENERATED_KEYS)) {
      update.executeUpdate();
      try (ResultSet keys = update.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
      }
      update.executeUpdate();
      try (ResultSet keys = update.getGeneratedKeys()) {
        assertThatThrownBy(keys::next).hasMessageContaining("people-a-day is used up");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"H2", "POSTGRESQL", "MARIADB"})
  void takesNothingForGoingBack(DatabaseProduct product) throws Exception {
    try (Shop shop = open(product, 10, BY_ID);
        Connection connection = connect(shop);
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet rows = statement.executeQuery("SELECT name FROM customers LIMIT 10")) {
      for (int time = 0; time < 3; time++) {
        rows.beforeFirst();
        for (int row = 1; row <= 10; row++) {
          assertThat(rows.absolute(row)).isTrue();
        }
      }
      assertThat(rows.first()).isTrue();
      assertThat(Budgets.read(connection, "SELECT name FROM customers")).isZero();
    }
  }

  @Test
  void countsRowsOfCursorsThatAreReadInPieces() throws Exception {
    try (Shop shop = open(DatabaseProduct.POSTGRESQL, 17, BY_ID);
        Connection connection = connect(shop)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(3);
        ResultSet rows = statement.executeQuery("SELECT id, name FROM customers");
        for (int row = 0; row < 17; row++) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getInt(1)).isPositive();
        }
        assertThatThrownBy(rows::next).hasMessageContaining("handed out 17 rows until then");
      }
    }
  }

  @Test
  void countsEachRowThatARoutineHandsBack() throws Exception {
    try (Shop shop = open(DatabaseProduct.MARIADB, 4, BY_ID)) {
      String policy = Files.readString(shop.policy());
      Files.writeString(
          shop.policy(),
          policy
              .replace("[\"*.customers\"], people", "[\"*.listed\"], people")
              .replace("\napprovals:", MAY_CALL + "\napprovals:"));
      try (Connection raw = shop.raw();
          Statement statement = raw.createStatement()) {
        statement.execute("CREATE PROCEDURE listed() SELECT id FROM customers LIMIT 3");
        String user = shop.settings().getProperty("jit.broker.static.user");
        statement.execute("GRANT EXECUTE ON PROCEDURE listed TO " + user);
      }
      try (Connection connection = connect(shop)) {
        assertThat(Budgets.read(connection, "CALL listed()")).isEqualTo(3);
        assertThat(Budgets.read(connection, "CALL listed()")).isEqualTo(1);
      }
    }
  }

  @Test
  void holdsUpNobodyWhereThePolicyIsOnlyObserved() throws Exception {
    try (Shop shop = open(DatabaseProduct.H2, 3, BY_ID)) {
      String policy = Files.readString(shop.policy());
      Files.writeString(
          shop.policy(), policy.replaceFirst("version: 1", "version: 1\nmode: observe"));
      try (Connection connection = connect(shop)) {
        assertThat(Budgets.read(connection, "SELECT id FROM customers")).isEqualTo(43);
      }
      assertThat(shop.audit())
          .filteredOn(line -> line.contains("\"rule\":\"people-a-day\""))
          .singleElement()
          .asString()
          .contains("\"mode\":\"observe\"", "\"effect\":\"deny\"", "distinct people");
    }
  }
}

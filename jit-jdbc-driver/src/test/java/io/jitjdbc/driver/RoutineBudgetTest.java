package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.nio.file.Files;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cursors, routines and RETURNING are no ways around a budget, nor around a limit of one result.
 */
class RoutineBudgetTest {
  private static final String CURSOR =
      """
      CREATE FUNCTION all_orders() RETURNS refcursor LANGUAGE plpgsql AS $$
      DECLARE c refcursor := 'open_orders';
      BEGIN OPEN c FOR SELECT * FROM orders; RETURN c; END $$
      """;
  private static final String ROWS =
      """
      CREATE FUNCTION listed_orders() RETURNS SETOF orders LANGUAGE plpgsql AS $$
      BEGIN RETURN QUERY SELECT * FROM orders; END $$
      """;
  private static final String INSERT =
      "INSERT INTO orders(customer_id, total) VALUES (1, 1), (1, 2), (1, 3), (1, 4) RETURNING id";

  private Shop shop;

  private Connection open(DatabaseProduct product, String budget, String... group)
      throws Exception {
    shop = Shop.open(product);
    Budgets.put(shop, budget);
    if (product == DatabaseProduct.POSTGRESQL) {
      try (Connection raw = shop.raw();
          Statement statement = raw.createStatement()) {
        statement.execute(CURSOR);
        statement.execute(ROWS);
      }
    }
    return shop.connect("olga", group);
  }

  private static String anybody(String resource, int rows) {
    return "id: few, who: anyone, resources: [\""
        + resource
        + "\"], rows: "
        + rows
        + ", window: 24h";
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void aCursorOfACallIsNotHandedOutEvenToWhomEverythingIsShown() throws Exception {
    try (Connection connection =
            open(DatabaseProduct.POSTGRESQL, anybody("*.orders", 0), "owners");
        CallableStatement call = connection.prepareCall("{? = call all_orders()}")) {
      connection.setAutoCommit(false);
      call.registerOutParameter(1, Types.REF_CURSOR);
      call.execute();
      assertThatThrownBy(() -> call.getObject(1)).hasMessageContaining("is not handed out");
      assertThatThrownBy(() -> call.getObject(1, ResultSet.class)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aCursorInARowIsNotHandedOutAndNotFetchedFrom() throws Exception {
    try (Connection connection =
            open(DatabaseProduct.POSTGRESQL, anybody("*.orders", 0), "owners");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      ResultSet rows = statement.executeQuery("SELECT all_orders()");
      assertThat(rows.next()).isTrue();
      assertThatThrownBy(() -> rows.getObject(1)).hasMessageContaining("is not handed out");
      assertThatThrownBy(() -> rows.getObject(1, ResultSet.class)).isInstanceOf(SQLException.class);
      for (String fetch : new String[] {"FETCH ALL FROM open_orders", "FETCH NEXT open_orders"}) {
        assertThatThrownBy(() -> statement.executeQuery(fetch))
            .hasMessageContaining("cannot be proven harmless");
      }
    }
  }

  @Test
  void whatAFunctionListsCountsWhereItsNameIsAmongTheResources() throws Exception {
    try (Connection connection =
        open(DatabaseProduct.POSTGRESQL, anybody("*.listed_orders", 10), "owners")) {
      assertThat(read(connection, "SELECT id FROM listed_orders()")).isEqualTo(10);
      assertThat(read(connection, "SELECT id FROM orders LIMIT 20")).isEqualTo(20);
    }
  }

  /** How many rows come until the budget is used up. */
  private static int read(Connection connection, String sql) throws SQLException {
    int count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        count++;
      }
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("few is used up");
    }
    return count;
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void returnedRowsCount(DatabaseProduct product) throws Exception {
    try (Connection connection = open(product, anybody("*.orders", 6), "clerks");
        Statement statement = connection.createStatement()) {
      assertThat(read(connection, INSERT)).isEqualTo(4);
      assertThat(statement.execute(INSERT)).isTrue();
      try (ResultSet rows = statement.getResultSet()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.next()).isTrue();
        assertThatThrownBy(rows::next)
            .hasMessageContaining("few is used up")
            .hasMessageContaining("handed out 2 rows until then");
      }
      assertThat(read(connection, "SELECT id FROM orders")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void returnedRowsAreLimitedAsOneResult(DatabaseProduct product) throws Exception {
    open(product, anybody("*.payroll", 100), "clerks").close();
    String writes = "resources: [\"*.customers\", \"*.orders\"]\n    effect: permit";
    Files.writeString(
        shop.policy(),
        Files.readString(shop.policy())
            .replace(writes, writes + "\n    rows: {limit: 3, approval: bulk}"));
    shop.dataSource().setProperty("jit.approval.mode", "fail");
    try (Connection connection = shop.connect("cleo", "clerks");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(INSERT)) {
      for (int row = 0; row < 3; row++) {
        assertThat(rows.next()).isTrue();
      }
      assertThatThrownBy(rows::next).hasMessageContaining("more than 3 rows of one result");
    }
  }
}

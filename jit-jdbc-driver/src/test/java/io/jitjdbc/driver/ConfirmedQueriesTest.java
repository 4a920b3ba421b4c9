package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.enforcement.ReportedColumn;
import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Queries that the database itself confirms, before they run and by what it says of the result. */
class ConfirmedQueriesTest {

  private static Connection required(Shop shop, JitDataSource source) throws SQLException {
    Properties settings = shop.settings();
    settings.setProperty("jit.analysis.server", "required");
    source.setUrl(shop.url());
    source.setProperties(settings);
    return source.getConnection(null, shop.issuer().token("ana", "analysts"));
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return strings(rows);
    }
  }

  private static List<String> strings(ResultSet rows) throws SQLException {
    var values = new ArrayList<String>();
    while (rows.next()) {
      values.add(rows.getString(1));
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void runAndStayMaskedWhereTheDatabaseMustConfirmThem(DatabaseProduct product)
      throws SQLException {
    try (Shop shop = Shop.open(product);
        JitDataSource source = new JitDataSource();
        Connection connection = required(shop, source)) {
      assertThat(column(connection, "SELECT name FROM customers WHERE id = 1 /* the first */"))
          .containsExactly("Alice Adams");
      assertThat(column(connection, "SELECT UPPER(ssn) FROM customers WHERE id = 1"))
          .containsExactly("•••••");
      assertThat(connection.getAutoCommit()).isTrue();
      try (PreparedStatement query =
          connection.prepareStatement(
              "SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id"
                  + " WHERE c.email = ? AND o.total > ? ORDER BY o.id FETCH FIRST ? ROWS ONLY")) {
        query.setString(1, "zqalice@corp.test");
        query.setInt(2, 1);
        query.setInt(3, 1);
        assertThat(strings(query.executeQuery())).containsExactly("Alice Adams");
      }
    }
  }

  @Test
  void areRefusedWhereTheDatabaseMustConfirmThemAndCannot() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.MARIADB);
        JitDataSource source = new JitDataSource();
        Connection connection = required(shop, source)) {
      assertThatThrownBy(() -> column(connection, "SELECT name FROM customers"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
          .hasMessageContaining("jit.analysis.server is 'required'")
          .hasMessageContaining("name a schema in jit.analysis.scratch, and grant");
    }
  }

  @Test
  void areRefusedWhereSomebodyReplacedABuiltInFunction() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL);
        Connection raw = shop.raw();
        Statement statement = raw.createStatement();
        Connection connection = shop.connect("ana", "analysts")) {
      assertThat(column(connection, "SELECT upper(name) FROM customers WHERE id = 1"))
          .containsExactly("ALICE ADAMS");
      statement.execute(
          "CREATE FUNCTION upper(VARCHAR) RETURNS TEXT LANGUAGE sql"
              + " AS 'SELECT ssn FROM public.customers WHERE name = $1'");

      assertThatThrownBy(() -> column(connection, "SELECT upper(name) FROM customers WHERE id > 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
          .hasMessageContaining("the statement uses public.upper");
      assertThat(shop.audit()).anyMatch(line -> line.contains("public.upper"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void areConfirmedWhileOthersAreRead(DatabaseProduct product) throws SQLException {
    try (Shop shop = Shop.open(product);
        JitDataSource source = new JitDataSource();
        Connection connection = required(shop, source);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(1);
      try (ResultSet rows = statement.executeQuery("SELECT id FROM customers ORDER BY id")) {
        for (int id = 1; rows.next(); id++) {
          assertThat(rows.getInt(1)).isEqualTo(id);
          assertThat(column(connection, "SELECT name FROM customers -- number " + id)).hasSize(3);
        }
      }
      connection.rollback();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, SELECT id AS ssn FROM customers ORDER BY id",
    "POSTGRESQL, SELECT id AS ssn FROM customers ORDER BY id",
    "MARIADB, SELECT id AS ssn FROM customers ORDER BY id",
    "H2, SELECT ssn FROM (SELECT id AS ssn FROM orders) customers ORDER BY 1",
    "POSTGRESQL, SELECT ssn FROM (SELECT id AS ssn FROM orders) customers ORDER BY 1",
    "MARIADB, SELECT ssn FROM (SELECT id AS ssn FROM orders) customers ORDER BY 1",
    "H2, SELECT customers.email FROM orders AS customers(email) ORDER BY 1",
    "MARIADB, SELECT ssn FROM (SELECT DISTINCT id AS ssn FROM customers) q ORDER BY 1",
    "POSTGRESQL, SELECT c.id FROM contacts c FULL JOIN customers USING (id) ORDER BY 1"
  })
  void areNotTakenForOthersBecauseOfTheirAliases(DatabaseProduct product, String sql)
      throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("ana", "analysts")) {
      String runnable = sql.replace("customers(email)", "customers(email, b, c)");
      assertThat(column(connection, runnable).get(0)).isIn("1", "100");
      assertThat(shop.audit()).noneMatch(line -> line.contains("the database says"));
    }
  }

  private static List<ReportedColumn> reported(Shop shop, String sql) throws SQLException {
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return ReportedColumns.of(rows.getMetaData());
    }
  }

  @Test
  void areNamedByPostgreSqlBehindEveryAlias() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      assertThat(
              reported(
                  shop,
                  "SELECT q.x, contact, upper(x) FROM (SELECT ssn AS x FROM customers) q, contacts"))
          .containsExactly(
              new ReportedColumn("public", "customers", "ssn", true),
              new ReportedColumn("public", "contacts", "contact", true),
              new ReportedColumn("", "", "", true));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "MARIADB"})
  void areNamedByOthersAsFarAsTheirAliasesLetThem(DatabaseProduct product) throws SQLException {
    try (Shop shop = Shop.open(product)) {
      List<ReportedColumn> reported = reported(shop, "SELECT c.ssn AS x, 1 FROM customers c");

      assertThat(reported.get(0).column()).isEqualToIgnoringCase("ssn");
      assertThat(reported.get(0).table()).isEqualToIgnoringCase("customers");
      assertThat(reported.get(0).schema()).isNotEmpty();
      assertThat(reported).noneMatch(ReportedColumn::certain);
      assertThat(reported.get(1).table()).isEmpty();
    }
  }
}

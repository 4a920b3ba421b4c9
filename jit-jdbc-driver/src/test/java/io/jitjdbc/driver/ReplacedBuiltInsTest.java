package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function, operator or cast that somebody created is not taken for the built-in. */
class ReplacedBuiltInsTest {
  private static final String SECRET = "(SELECT ssn FROM public.customers WHERE id = 1)";

  @Test
  void doesNotTrustAnOverloadThatFitsBetter() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE FUNCTION upper(varchar) RETURNS text LANGUAGE sql AS 'SELECT %s::text'"
              .formatted(SECRET));

      assertNotShown(shop, "SELECT UPPER(name) FROM customers");
      assertThat(ask(shop, "SELECT LOWER(name) FROM customers WHERE id = 1"))
          .containsExactly("alice adams");
    }
  }

  @Test
  void doesNotTrustAnAggregateOfTheSameName() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE FUNCTION stolen(text, varchar) RETURNS text LANGUAGE sql AS 'SELECT %s::text'"
              .formatted(SECRET),
          "CREATE AGGREGATE max(varchar) (sfunc = stolen, stype = text)");

      assertNotShown(shop, "SELECT MAX(name) FROM customers");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name || id FROM orders, customers",
        "SELECT 'x' || total FROM orders",
        "SELECT contact || 'x' FROM contacts"
      })
  void doesNotTrustAnOperator(String sql) throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE FUNCTION joined(text, numeric) RETURNS text LANGUAGE sql AS 'SELECT %s::text'"
              .formatted(SECRET),
          "CREATE OPERATOR || (leftarg = text, rightarg = numeric, function = joined)");

      assertNotShown(shop, sql);
      assertThat(ask(shop, "SELECT total + 1 FROM orders WHERE id = 101")).containsExactly("6.00");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM customers WHERE name IN ('a')",
        "SELECT NULLIF(name, 'a') FROM customers",
        "SELECT CASE name WHEN 'a' THEN 1 END FROM customers"
      })
  void doesNotTrustAnOperatorBehindAWord(String sql) throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE FUNCTION same(varchar, varchar) RETURNS bool LANGUAGE sql AS 'SELECT true'",
          "CREATE OPERATOR = (leftarg = varchar, rightarg = varchar, function = same)");

      assertNotShown(shop, sql);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?|", "|"})
  void doesNotTrustAnOperatorWhoseMarkMayBeAParameter(String operator) throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE FUNCTION marked(varchar, varchar) RETURNS text LANGUAGE sql AS 'SELECT %s::text'"
              .formatted(SECRET),
          "CREATE OPERATOR "
              + operator
              + " (leftarg = varchar, rightarg = varchar,"
              + " function = marked)");

      assertNotShown(shop, "SELECT name ?| name FROM customers");
    }
  }

  @Test
  void doesNotTrustACast() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE FUNCTION stolen(varchar) RETURNS date LANGUAGE sql AS"
              + " 'SELECT birth_date FROM public.customers WHERE id = 1'",
          "CREATE CAST (varchar AS date) WITH FUNCTION stolen(varchar)");

      assertThat(ask(shop, "SELECT name::date::text FROM customers WHERE id = 1"))
          .containsExactly("•••••");
      assertThatThrownBy(() -> ask(shop, "SELECT id FROM customers WHERE name::date IS NULL"))
          .hasMessageContaining("unknown origin");
    }
  }

  @Test
  void trustsExtensionsThatOnlyCompute() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      create(shop, "CREATE EXTENSION citext", "CREATE EXTENSION pg_trgm");

      assertThat(ask(shop, "SELECT MAX(REPLACE(name, 'Alice', 'A')) FROM customers WHERE id = 1"))
          .containsExactly("A Adams");
      assertThat(ask(shop, "SELECT total FROM orders WHERE total = 5 OR total IN (4)"))
          .containsExactly("5.00");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT `count`(3) FROM orders",
        "SELECT count (3) FROM orders",
        "SELECT SUBSTRING (name) FROM customers"
      })
  void doesNotTrustAStoredFunctionThatMariaDbMayMean(String sql) throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.MARIADB)) {
      String body = " RETURNS TEXT READS SQL DATA RETURN (SELECT ssn FROM customers WHERE id = 1)";
      create(
          shop,
          "SET sql_mode = ''",
          "CREATE FUNCTION count (x INT)" + body,
          "CREATE FUNCTION substring (x TEXT)" + body,
          "GRANT EXECUTE ON * TO " + shop.settings().getProperty("jit.broker.static.user"));

      assertNotShown(shop, sql);
    }
  }

  @Test
  void doesNotTrustAnAliasOfH2() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.H2)) {
      create(
          shop,
          "SET BUILTIN_ALIAS_OVERRIDE TRUE",
          "CREATE ALIAS UPPER FOR 'java.lang.System.getProperty(java.lang.String)'");

      assertNotShown(shop, "SELECT UPPER('java.version') FROM orders");
    }
  }

  private static void create(Shop shop, String... statements) throws SQLException {
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Masked whole, or refused: the subject may not run what somebody wrote. */
  private static void assertNotShown(Shop shop, String sql) {
    assertThatThrownBy(() -> ask(shop, sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static List<String> ask(Shop shop, String sql) throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}

package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A star over a function counts its columns right, and shows none of them. */
class FunctionsInFromTest {
  private static final String HIDDEN = "•••••";
  private static final String MAY_CALL =
      """
        - id: analysts-call
          who: {groups: [analysts]}
          actions: [execute]
          resources: ["*.*"]
          effect: permit
      """;
  private static final List<String> FUNCTIONS =
      List.of(
          "CREATE FUNCTION two() RETURNS TABLE(a int, b text) LANGUAGE sql"
              + " AS 'SELECT id, ssn::text FROM public.customers ORDER BY id'",
          "CREATE FUNCTION outs(i int, OUT a int, OUT text) LANGUAGE sql"
              + " AS 'SELECT id, ssn::text FROM public.customers WHERE id = $1'",
          "CREATE FUNCTION rows_of() RETURNS SETOF public.orders LANGUAGE sql"
              + " AS 'SELECT * FROM public.orders ORDER BY id'",
          "CREATE FUNCTION one(i int DEFAULT 1) RETURNS text LANGUAGE sql"
              + " AS 'SELECT ssn::text FROM public.customers WHERE id = $1'",
          "CREATE FUNCTION any_of(x anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT $1'",
          "CREATE FUNCTION many(i int) RETURNS TABLE(a int, b text) LANGUAGE sql"
              + " AS 'SELECT 1, ''x''::text'",
          "CREATE FUNCTION many(i text) RETURNS TABLE(a int, b text, c int) LANGUAGE sql"
              + " AS 'SELECT 1, ''x''::text, 2'",
          "CREATE TYPE pair AS (a int, b text)",
          "CREATE DOMAIN narrow AS pair",
          "CREATE FUNCTION narrow_pair() RETURNS narrow LANGUAGE sql"
              + " AS 'SELECT ROW(1, ''x'')::narrow'",
          "CREATE FUNCTION pair(i int) RETURNS int LANGUAGE sql AS 'SELECT 1'");

  private static Shop shop;

  @BeforeAll
  static void open() throws SQLException, IOException {
    shop = Shop.open(DatabaseProduct.POSTGRESQL);
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      for (String sql : FUNCTIONS) {
        statement.execute(sql);
      }
    }
    String policy = Files.readString(shop.policy());
    Files.writeString(shop.policy(), policy.replace("\napprovals:", MAY_CALL + "\napprovals:"));
  }

  @AfterAll
  static void close() throws SQLException {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM two() LIMIT 1                                  | 2",
        "SELECT * FROM two() WITH ORDINALITY LIMIT 1                  | 3",
        "SELECT * FROM two() AS t(x, y) LIMIT 1                       | 2",
        "SELECT * FROM public.two() LIMIT 1                           | 2",
        "SELECT * FROM outs(1)                                        | 2",
        "SELECT * FROM rows_of() LIMIT 1                              | 3",
        "SELECT * FROM one()                                          | 1",
        "SELECT * FROM one(1) AS o                                    | 1",
        "SELECT * FROM narrow_pair()                                  | 2",
        "SELECT * FROM ROWS FROM(two(), one(1)) LIMIT 1               | 3",
        "SELECT * FROM ROWS FROM(one(1), two()) WITH ORDINALITY LIMIT 1 | 4",
        "SELECT (two()).* LIMIT 1                                     | 2",
        "SELECT (narrow_pair()).*                                     | 2"
      })
  void hidesAllThatAFunctionYields(String sql, int columns) throws SQLException {
    List<String> row = ask(sql).get(0);

    assertThat(row).hasSize(columns);
    assertThat(String.join(" ", row)).doesNotContain("901-65-4321", "Alice", "19.99");
  }

  @Test
  void tellsTheColumnsBesideAFunctionFromItsOwn() throws SQLException {
    assertThat(
            ask(
                "SELECT c.name, f.*, c.ssn, c.id FROM customers c, LATERAL two() f"
                    + " WHERE c.id = 1 LIMIT 1"))
        .containsExactly(List.of("Alice Adams", "null", HIDDEN, HIDDEN, "1"));
  }

  @Test
  void tellsTheValuesOfAnAliasFromTheColumnsBesideIt() throws SQLException {
    assertThat(ask("SELECT c.id, total.*, c.name FROM customers c, one(c.id) total WHERE c.id = 2"))
        .containsExactly(List.of("2", HIDDEN, "Bob Brown"));
  }

  @Test
  void takesTheColumnsOfATypeThatACastNames() throws SQLException {
    assertThat(
            ask(
                "SELECT p.*, c.name FROM customers c,"
                    + " jsonb_populate_record(NULL::pair, jsonb_build_object('a', c.id)) p"
                    + " WHERE c.id = 1"))
        .containsExactly(List.of("1", "null", "Alice Adams"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What it yields hangs on its argument.
        "SELECT * FROM any_of(1)",
        "SELECT * FROM any_of((SELECT c FROM customers c WHERE c.id = 1))",
        // Which of the two is called hangs on the type of its argument.
        "SELECT * FROM many(NULL)",
        // A type that is called so is meant where its text fits.
        "SELECT * FROM pair('(1,x)')",
        "SELECT * FROM nothing_of_this_name()",
        "SELECT * FROM two(1, 2, 3)",
        "SELECT * FROM jsonb_populate_record((SELECT c FROM customers c WHERE id = 1), '{}')"
      })
  void refusesWhereTheCatalogLeavesItOpen(String sql) {
    assertThatThrownBy(() -> ask(sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM customers, two() WHERE b = '901-65-4321'",
        "SELECT a FROM two() ORDER BY b",
        "SELECT count(*) FROM two() GROUP BY b",
        // Whether a field can be made of a value tells about it.
        "SELECT p.* FROM customers c, jsonb_populate_record(NULL::pair, to_jsonb(c)) p",
        "SELECT * FROM generate_series(1, (SELECT salary::int FROM customers WHERE id = 1))"
      })
  void refusesWhatTellsAboutMaskedValues(String sql) {
    assertThatThrownBy(() -> ask(sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static List<List<String>> ask(String sql) throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int width = rows.getMetaData().getColumnCount();
      var all = new ArrayList<List<String>>();
      while (rows.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= width; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        all.add(row);
      }
      return all;
    }
  }
}

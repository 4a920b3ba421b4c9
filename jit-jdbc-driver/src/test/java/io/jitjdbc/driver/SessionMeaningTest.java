package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.driver.catalog.Scratch;
import io.jitjdbc.driver.catalog.SessionPlaces;
import io.jitjdbc.driver.catalog.SideConnections;
import io.jitjdbc.sql.ServerReading;
import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text means is settled when it is decided: nobody changes it before or behind that. */
class SessionMeaningTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?options=-c%20search_path=evil,pg_catalog",
        "?options=-c%20search_path=%22$user%22,pg_catalog",
        "?options=-c%20role=other",
        "?preferQueryMode=simple"
      })
  void opensNoSessionThatReadsOtherwise(String properties) throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      assertThatThrownBy(() -> connect(shop, properties).close())
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    }
  }

  private static void place(Connection raw) throws SQLException {
    var nowhere = new Scratch(null, new SideConnections(() -> raw));
    SessionPlaces.on(raw, ServerReading.When.OFF, nowhere, Duration.ZERO).of(raw);
  }

  @Test
  void keepsToNoSessionInWhichAQuoteMayBePartOfACharacter() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.MARIADB);
        Connection raw = shop.raw()) {
      run(raw, "SET character_set_connection = gbk");

      assertThatThrownBy(() -> place(raw))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
          .hasMessageContaining("character_set_connection is gbk");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POSTGRESQL | SET search_path = tenant",
        "POSTGRESQL | SET LOCAL search_path TO tenant",
        "POSTGRESQL | SET ROLE other",
        "POSTGRESQL | SET SESSION \"role\" = 'other'",
        "POSTGRESQL | SET standard_conforming_strings = off",
        "POSTGRESQL | SET client_encoding = 'SJIS'",
        "POSTGRESQL | SET NAMES 'SJIS'",
        "POSTGRESQL | SET SCHEMA 'tenant'",
        "POSTGRESQL | RESET ALL",
        "POSTGRESQL | RESET ROLE",
        "POSTGRESQL | RESET search_path",
        "POSTGRESQL | DISCARD ALL",
        "POSTGRESQL | DISCARD TEMP",
        "POSTGRESQL | SELECT set_config('search_path', 'tenant', false)",
        "POSTGRESQL | SELECT pg_catalog.set_config('role', 'other', false)",
        "POSTGRESQL | UPDATE pg_settings SET setting = 'tenant' WHERE name = 'search_path'",
        "POSTGRESQL | UPDATE pg_catalog.pg_settings SET setting = 'off' WHERE name = 'x'",
        "POSTGRESQL | PREPARE p AS SELECT ssn FROM customers",
        "POSTGRESQL | EXECUTE p",
        "POSTGRESQL | DO 'BEGIN PERFORM 1; END'",
        "POSTGRESQL | LOAD 'auto_explain'",
        "POSTGRESQL | SELECT name OPERATOR(pg_catalog.||) 'x' FROM customers",
        "MARIADB | SET sql_mode = 'ANSI_QUOTES'",
        "MARIADB | SET @@sql_mode = 'ORACLE'",
        "MARIADB | SET @@session.sql_mode := ''",
        "MARIADB | SET SESSION sql_mode = ''",
        "MARIADB | SET NAMES gbk",
        "MARIADB | SET NAMES utf8mb4 COLLATE utf8mb4_bin, @x = 1",
        "MARIADB | SET CHARACTER SET latin1",
        "MARIADB | SET character_set_client = gbk",
        "MARIADB | SET ROLE other",
        "MARIADB | SET PASSWORD = PASSWORD('x')",
        "MARIADB | SET STATEMENT sql_mode='ANSI_QUOTES' FOR SELECT 1",
        "MARIADB | USE mysql",
        "MARIADB | PREPARE p FROM 'SELECT 1'",
        "MARIADB | EXECUTE IMMEDIATE 'SELECT 1'",
        "MARIADB | UPDATE performance_schema.setup_consumers SET ENABLED = 'YES'",
        "H2 | SET MODE MySQL",
        "H2 | SET SCHEMA OTHER",
        "H2 | USE OTHER",
        "H2 | SET SCHEMA_SEARCH_PATH OTHER, PUBLIC",
        "H2 | SET NON_KEYWORDS VALUE",
        "H2 | SET BUILTIN_ALIAS_OVERRIDE TRUE",
        "H2 | SET IGNORECASE TRUE",
        "H2 | SET ROLE OTHER",
        "H2 | SET @X = 1",
        "H2 | SELECT SET(@X, 1)",
        "H2 | EXECUTE IMMEDIATE 'SELECT 1'"
      })
  void runsNoStatementThatChangesWhatTheNextOneMeans(DatabaseProduct product, String sql)
      throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("ola", "owners")) {
      assertThatThrownBy(() -> run(connection, sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
  }

  @Test
  void tellsSearchPathsWithTheSameFirstSchemaApart() throws SQLException, IOException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      try (Connection raw = shop.raw()) {
        run(raw, "CREATE SCHEMA empty");
        run(raw, "CREATE SCHEMA tenant");
        run(raw, "CREATE TABLE tenant.customers(ssn TEXT)");
        run(raw, "INSERT INTO tenant.customers VALUES ('public knowledge')");
        run(raw, "GRANT USAGE ON SCHEMA empty, tenant TO PUBLIC");
        run(raw, "GRANT SELECT ON tenant.customers TO PUBLIC");
      }
      Files.writeString(
          shop.policy(),
          Shop.resource("policy.yaml").replace("\"*.customers.ssn\"", "\"public.customers.ssn\""));
      try (Connection tenant = connect(shop, "?currentSchema=empty,tenant");
          Connection shared = connect(shop, "?currentSchema=empty,public")) {
        assertThat(column(tenant, "SELECT ssn FROM customers")).containsOnly("public knowledge");
        assertThat(column(shared, "SELECT ssn FROM customers")).hasSize(3).containsOnly("•••••");
      }
    }
  }

  @Test
  void looksAgainAfterARoutineThatMayHaveMovedTheSession() throws SQLException, IOException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      try (Connection raw = shop.raw()) {
        run(raw, "CREATE SCHEMA tenant");
        run(raw, "CREATE TABLE tenant.customers(ssn TEXT, x INT)");
        run(raw, "GRANT USAGE ON SCHEMA tenant TO PUBLIC");
        run(raw, "GRANT SELECT ON tenant.customers TO PUBLIC");
        run(
            raw,
            "CREATE FUNCTION move() RETURNS text LANGUAGE sql AS"
                + " $$SELECT set_config('search_path', 'tenant', false)$$");
      }
      try (Connection connection = shop.connect("ola", "owners")) {
        assertThat(column(connection, "SELECT ssn FROM customers")).hasSize(3);
        run(connection, "SELECT move()");

        assertThat(column(connection, "SELECT ssn FROM customers")).isEmpty();
        assertThat(column(connection, "SELECT x FROM customers")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void takesNoCommentForClientInfo(DatabaseProduct product) throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("ana", "analysts")) {
      String value = "*/ SELECT ssn FROM customers /*";

      assertThatThrownBy(() -> connection.setClientInfo("ApplicationName", value))
          .isInstanceOf(SQLClientInfoException.class);
      var properties = new Properties();
      properties.setProperty("ApplicationName", value);
      assertThatThrownBy(() -> connection.setClientInfo(properties))
          .isInstanceOf(SQLClientInfoException.class);
    }
  }

  @Test
  void releasesNothingOfATableThatHasJustChanged() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.H2);
        Connection connection = shop.connect("ana", "analysts")) {
      assertThat(column(connection, "SELECT * FROM orders WHERE id = 100")).hasSize(1);
      try (Connection raw = shop.raw()) {
        run(raw, "ALTER TABLE orders ADD COLUMN note VARCHAR(9)");
      }

      assertThatThrownBy(() -> column(connection, "SELECT * FROM orders WHERE id = 100"))
          .hasMessageContaining("Definitions may have just changed");
    }
  }

  private static Connection connect(Shop shop, String properties) throws SQLException {
    var source = new JitDataSource();
    source.setUrl(shop.url() + properties);
    source.setProperties(shop.settings());
    return source.getConnection(null, shop.issuer().token("ana", "analysts"));
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
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
}

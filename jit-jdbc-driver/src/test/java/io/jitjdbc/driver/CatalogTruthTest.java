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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns are masked wherever the database keeps or shows their values under another name. */
class CatalogTruthTest {

  @Test
  void masksAChildsColumnAsItsParents() throws SQLException, IOException {
    try (Shop shop = openToReaders(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE TABLE archive() INHERITS (customers)",
          "CREATE TABLE older() INHERITS (archive)",
          "INSERT INTO older VALUES (9, 'Dave', 'zqdave@corp.test', '904-95-2468')",
          "GRANT SELECT ON archive, older TO PUBLIC");

      assertThat(ask(shop, "SELECT ssn FROM archive")).containsExactly("•••••");
      assertThat(ask(shop, "SELECT email FROM older")).containsExactly("z•••••@corp.test");
      assertThat(ask(shop, "SELECT name FROM older")).containsExactly("Dave");
      assertThatThrownBy(() -> ask(shop, "SELECT name FROM older WHERE ssn LIKE '9%'"))
          .hasMessageContaining("ssn");
    }
  }

  @Test
  void masksAParentsColumnAsItsPartitions() throws SQLException, IOException {
    try (Shop shop = openToReaders(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE TABLE people(id INT, code TEXT) PARTITION BY RANGE (id)",
          "CREATE TABLE people_1 PARTITION OF people FOR VALUES FROM (1) TO (10)",
          "INSERT INTO people VALUES (1, '901-65-4321')",
          "GRANT SELECT ON people TO PUBLIC");
      classify(shop, "*.people_1.code");

      assertThat(ask(shop, "SELECT code FROM people")).containsExactly("•••••");
      assertThat(ask(shop, "SELECT id FROM people")).containsExactly("1");
    }
  }

  @Test
  void deniesAParentWhereAChildIsDenied() throws SQLException, IOException {
    try (Shop shop = openToReaders(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE TABLE people(id INT)",
          "CREATE TABLE staff() INHERITS (people)",
          "GRANT SELECT ON people TO PUBLIC");
      String policy = Files.readString(shop.policy());
      Files.writeString(
          shop.policy(),
          policy.replace(
              "rules:\n",
              "rules:\n  - {id: no-staff, who: {groups: [analysts]}, actions: [read],"
                  + " resources: [\"*.staff\"], effect: deny}\n"));

      assertThatThrownBy(() -> ask(shop, "SELECT id FROM people")).hasMessageContaining("no-staff");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, em VARCHAR(120) GENERATED ALWAYS AS (LOWER(email)), nm VARCHAR(120) AS (UPPER(name))",
    "POSTGRESQL, em TEXT GENERATED ALWAYS AS (LOWER(email)) STORED,"
        + " nm TEXT GENERATED ALWAYS AS (UPPER(name)) STORED",
    "MARIADB, em VARCHAR(120) AS (LOWER(email)) STORED, nm VARCHAR(120) AS (UPPER(name)) VIRTUAL"
  })
  void masksWhatATableComputesFromAMaskedColumn(
      DatabaseProduct product, String masked, String clear) throws SQLException {
    try (Shop shop = Shop.open(product)) {
      create(
          shop,
          "ALTER TABLE customers ADD COLUMN " + masked,
          "ALTER TABLE customers ADD COLUMN " + clear);

      assertThat(ask(shop, "SELECT em FROM customers WHERE id = 1")).containsExactly("•••••");
      assertThat(ask(shop, "SELECT nm FROM customers WHERE id = 1")).containsExactly("ALICE ADAMS");
      assertThatThrownBy(() -> ask(shop, "SELECT id FROM customers WHERE em LIKE 'z%'"))
          .hasMessageContaining("email");
    }
  }

  @Test
  void doesNotTrustAComputedColumnThatItCannotRead() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.POSTGRESQL)) {
      create(
          shop,
          "CREATE FUNCTION odd(INT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS"
              + " 'SELECT ssn::text FROM public.customers LIMIT 1'",
          "ALTER TABLE orders ADD COLUMN x TEXT GENERATED ALWAYS AS (odd(id)) STORED");

      assertThat(ask(shop, "SELECT x FROM orders WHERE id = 100")).containsExactly("•••••");
    }
  }

  @Test
  void readsASynonymAsTheTableThatItStandsFor() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.H2)) {
      create(shop, "CREATE SYNONYM clients FOR customers");

      assertThat(ask(shop, "SELECT ssn FROM clients")).hasSize(3).containsOnly("•••••");
      assertThat(ask(shop, "SELECT name FROM clients WHERE id = 2")).containsExactly("Bob Brown");
    }
  }

  @Test
  void tellsAliasesApartAsMariaDbDoes() throws SQLException, IOException {
    try (Shop shop = openToReaders(DatabaseProduct.MARIADB)) {
      create(
          shop,
          "CREATE TABLE newsletter(id INT, email VARCHAR(60))",
          "INSERT INTO newsletter VALUES (1, 'public@list.test')",
          "CREATE TABLE `Letters`(id INT, email VARCHAR(60))",
          "INSERT INTO `Letters` VALUES (1, 'open@list.test')");
      grantAll(shop, "newsletter", "`Letters`");

      assertThat(ask(shop, "SELECT A.email FROM newsletter a JOIN customers A ON A.id = a.id"))
          .containsExactly("z•••••@corp.test");
      assertThat(ask(shop, "SELECT a.email FROM newsletter a JOIN customers A ON A.id = a.id"))
          .containsExactly("public@list.test");
      assertThat(ask(shop, "SELECT email FROM Letters")).containsExactly("open@list.test");
    }
  }

  @Test
  void refusesAnAliasOfTheOuterQueryThatTheInnerOneMayHideOrNot() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.MARIADB)) {
      assertThatThrownBy(
              () ->
                  ask(
                      shop,
                      "SELECT (SELECT MAX(A.email) FROM orders a) FROM customers A WHERE A.id = 1"))
          .hasMessageContaining("differ in case only");
    }
  }

  @Test
  void readsWithAsH2Does() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.H2)) {
      String sql = "WITH customers AS (SELECT 'x' AS ssn) SELECT ssn FROM customers";

      assertThatThrownBy(() -> ask(shop, sql)).hasMessageContaining("WITH");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"POSTGRESQL", "MARIADB"})
  void keepsToASessionWhatItsTemporaryTablesMean(DatabaseProduct product) throws SQLException {
    try (Shop shop = openToTemporaryTables(product);
        Connection other = shop.connect("ola", "owners");
        Connection connection = shop.connect("olaf", "owners")) {
      assertThat(column(other, "SELECT total FROM orders WHERE id = 101")).containsExactly("5.00");
      run(connection, "CREATE TEMPORARY TABLE orders (id INT, total INT)");
      run(connection, "CREATE TEMPORARY TABLE mine (id INT)");
      assertThat(column(other, "SELECT total FROM orders WHERE id = 101")).containsExactly("5.00");

      if (product == DatabaseProduct.POSTGRESQL) {
        assertThat(column(connection, "SELECT total FROM orders WHERE id = 101")).isEmpty();
      } else {
        assertThatThrownBy(() -> column(connection, "SELECT total FROM orders WHERE id = 101"))
            .hasMessageContaining("temporary");
      }
      assertThat(column(connection, "SELECT id FROM mine")).isEmpty();
    }
  }

  private static Shop openToTemporaryTables(DatabaseProduct product) throws SQLException {
    Shop shop = Shop.open(product);
    if (product == DatabaseProduct.MARIADB) {
      String user = shop.settings().getProperty("jit.broker.static.user");
      create(shop, "GRANT CREATE TEMPORARY TABLES ON * TO " + user);
    }
    return shop;
  }

  @Test
  void seesNothingOfAnotherSessionsTemporaryTable() throws SQLException {
    try (Shop shop = Shop.open(DatabaseProduct.H2);
        Connection connection = shop.connect("ola", "owners")) {
      try (Connection raw = shop.raw();
          Statement statement = raw.createStatement()) {
        statement.execute("CREATE LOCAL TEMPORARY TABLE mine(ssn INT)");

        assertThatThrownBy(() -> column(connection, "SELECT ssn FROM mine"))
            .hasMessageContaining("no table MINE is known");
      }
    }
  }

  private static Shop openToReaders(DatabaseProduct product) throws SQLException, IOException {
    Shop shop = Shop.open(product);
    String policy =
        Shop.resource("policy.yaml")
            .replace("[\"*.customers\", \"*.orders\", \"*.contacts\"]", "[\"*.*\"]");
    Files.writeString(shop.policy(), policy);
    return shop;
  }

  private static void classify(Shop shop, String column) throws IOException {
    String policy = Files.readString(shop.policy());
    Files.writeString(
        shop.policy(),
        policy.replace("[\"*.customers.ssn\"]", "[\"*.customers.ssn\", \"" + column + "\"]"));
  }

  private static void grantAll(Shop shop, String... tables) throws SQLException {
    String user = shop.settings().getProperty("jit.broker.static.user");
    for (String table : tables) {
      create(shop, "GRANT SELECT ON " + table + " TO " + user);
    }
  }

  private static void create(Shop shop, String... statements) throws SQLException {
    try (Connection raw = shop.raw()) {
      for (String sql : statements) {
        run(raw, sql);
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> ask(Shop shop, String sql) throws SQLException {
    try (Connection connection = shop.connect("ana", "analysts")) {
      return column(connection, sql);
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

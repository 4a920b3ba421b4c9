package io.jitjdbc.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Dialect.Folding;
import io.jitjdbc.sql.Dialect.Product;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a database says of its names, asked in its own way or in JDBC's. */
class CatalogsTest {
  private TestDatabase database;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabases.open(DatabaseProduct.H2);
    database.run(
        "CREATE TABLE customers(id INT, email VARCHAR(9)); CREATE SCHEMA other;"
            + " CREATE TABLE other.orders(total INT);"
            + " CREATE VIEW contacts AS SELECT email FROM customers;"
            + " CREATE TABLE twice(a INT); CREATE TABLE \"Twice\"(a INT)");
    connection = database.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    database.close();
  }

  private Catalog catalog(Product product) {
    return JdbcCatalog.of(connection, new Dialect(product, Folding.UPPER, Folding.EXACT));
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "GENERIC"})
  void knowsTheColumnsOfATable(Product product) throws CatalogException {
    Relation found = catalog(product).find("", "CUSTOMERS").orElseThrow();

    assertThat(found).isInstanceOf(Relation.BaseTable.class);
    assertThat(found.columns()).containsExactly("ID", "EMAIL");
    assertThat(found.table().schema()).isEqualTo("PUBLIC");
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "GENERIC"})
  void looksIntoTheSchemaThatIsNamed(Product product) throws CatalogException {
    assertThat(catalog(product).find("OTHER", "ORDERS")).isPresent();
    assertThat(catalog(product).find("", "ORDERS")).isEmpty();
    assertThat(catalog(product).find("OTHER", "NOTHING")).isEmpty();
  }

  @Test
  void readsThroughAViewOnlyWhereItsDefinitionIsKnown() throws CatalogException {
    var known = (Relation.View) catalog(Product.H2).find("", "CONTACTS").orElseThrow();
    var unknown = (Relation.View) catalog(Product.GENERIC).find("", "CONTACTS").orElseThrow();

    assertThat(known.definition()).contains("EMAIL");
    assertThat(unknown.definition()).isEmpty();
    assertThat(unknown.columns()).isEqualTo(known.columns());
  }

  @Test
  void provesNothingWhereTwoNamesDifferInCaseOnly() throws CatalogException {
    assertThat(catalog(Product.GENERIC).find("", "TWICE")).isEmpty();
    assertThat(catalog(Product.H2).find("", "TWICE")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void saysThatItCannotBeReadWithoutQuotingTheDatabase(Product product) throws SQLException {
    Catalog catalog = catalog(product);
    connection.close();

    assertThatThrownBy(() -> catalog.find("", "CUSTOMERS"))
        .isInstanceOf(CatalogException.class)
        .hasMessageMatching("the catalog cannot be read \\(SQLSTATE \\w+\\)");
  }

  private static DatabaseMetaData saying(Map<String, Object> answers) {
    return (DatabaseMetaData)
        Proxy.newProxyInstance(
            CatalogsTest.class.getClassLoader(),
            new Class<?>[] {DatabaseMetaData.class},
            (proxy, method, arguments) -> answers.getOrDefault(method.getName(), false));
  }

  private static DatabaseMetaData product(String name, String version) {
    return saying(Map.of("getDatabaseProductName", name, "getDatabaseProductVersion", version));
  }

  static Stream<Arguments> products() {
    return Stream.of(
        arguments("PostgreSQL", "17.1", Product.POSTGRESQL),
        arguments("MariaDB", "11.4", Product.MARIADB),
        arguments("MySQL", "5.5.5-11.4.5-MariaDB", Product.MARIADB),
        arguments("MySQL", "9.5.0", Product.MYSQL),
        arguments("H2", "2.5.252", Product.H2),
        arguments("Oracle", "23", Product.GENERIC));
  }

  @ParameterizedTest
  @MethodSource("products")
  void tellsTheProductFromWhatItSays(String name, String version, Product product)
      throws SQLException {
    assertThat(DialectReader.read(product(name, version)).product()).isEqualTo(product);
  }

  static Stream<Arguments> foldings() {
    return Stream.of(
        arguments("storesUpperCaseIdentifiers", Folding.UPPER),
        arguments("storesLowerCaseIdentifiers", Folding.LOWER),
        arguments("supportsMixedCaseIdentifiers", Folding.EXACT),
        arguments("supportsMixedCaseQuotedIdentifiers", Folding.INSENSITIVE));
  }

  @ParameterizedTest
  @MethodSource("foldings")
  void foldsNamesAsH2IsSetUpTo(String answer, Folding unquoted) throws SQLException {
    DatabaseMetaData metaData =
        saying(
            Map.of("getDatabaseProductName", "H2", "getDatabaseProductVersion", "2", answer, true));

    Folding quoted = answer.contains("Quoted") ? Folding.EXACT : Folding.INSENSITIVE;
    assertThat(DialectReader.read(metaData)).isEqualTo(new Dialect(Product.H2, unquoted, quoted));
  }
}

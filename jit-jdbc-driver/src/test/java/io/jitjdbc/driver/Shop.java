package io.jitjdbc.driver;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TemporaryDirectory;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestLogin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A small shop on a real database, with a token issuer, a broker and a policy. On H2 logins are
 * minted; elsewhere one narrow login serves all subjects.
 */
final class Shop implements AutoCloseable {
  private static final String GRANTED_ROLE = "SHOP_USER";

  private final TestDatabase database;
  private final TestIssuer issuer = TestIssuer.start();
  private final Path directory;
  private final JitDataSource dataSource = new JitDataSource();

  private String grantee = GRANTED_ROLE;
  private final Properties brokerSettings = new Properties();
  private final List<String> schemas = new ArrayList<>();

  private Shop(TestDatabase database, Path directory) throws IOException, SQLException {
    this.database = database;
    this.directory = directory;
    database.run(resource("shop-" + script(database.product()) + ".sql"));
    chooseBroker();
    Files.writeString(policy(), resource("policy.yaml"));
    dataSource.setUrl(url());
    dataSource.setProperties(settings());
  }

  /** A fresh shop with its customers and orders. */
  static Shop open() {
    return open(DatabaseProduct.H2);
  }

  static Shop open(DatabaseProduct product) {
    try {
      return new Shop(TestDatabases.open(product), Files.createTempDirectory("jit-shop"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String script(DatabaseProduct product) {
    return switch (product) {
      case H2 -> "h2";
      case POSTGRESQL -> "postgresql";
      case MARIADB, MYSQL -> "mariadb";
    };
  }

  private void chooseBroker() throws SQLException {
    if (database.product() == DatabaseProduct.H2) {
      database.run("CREATE ROLE " + GRANTED_ROLE);
      grant(GRANTED_ROLE);
      broker("mint", "url", database.jdbcUrl());
      broker("mint", "user", database.user());
      broker("mint", "password", database.password());
      broker("mint", "roles", GRANTED_ROLE);
    } else {
      TestLogin login = database.createLogin();
      grantee = login.user();
      grant(grantee);
      broker("static", "user", login.user());
      broker("static", "password", login.password());
    }
  }

  private void broker(String name, String setting, String value) {
    brokerSettings.setProperty("jit.broker", name);
    brokerSettings.setProperty("jit.broker." + name + "." + setting, value);
  }

  private void grant(String grantee) throws SQLException {
    for (String table : List.of("customers", "orders", "payroll", "contacts")) {
      database.run("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " + grantee);
    }
    if (database.product() == DatabaseProduct.POSTGRESQL) {
      database.run("GRANT USAGE ON SEQUENCE orders_id_seq TO " + grantee);
    }
  }

  /** Lets the leased logins read further tables. */
  void letRead(String... tables) throws SQLException {
    for (String table : tables) {
      database.run("GRANT SELECT ON " + table + " TO " + grantee);
    }
  }

  /** Makes a schema in which the leased logins may do so much, for the views of questions. */
  String scratch(String privileges) throws SQLException {
    String schema = database.jdbcUrl().replaceFirst(".*/", "") + "_scratch";
    database.run("CREATE DATABASE " + schema);
    schemas.add(schema);
    database.run("GRANT " + privileges + " ON " + schema + ".* TO " + grantee);
    return schema;
  }

  /** How many sessions the leased logins have on MariaDB. */
  long sessions() throws SQLException {
    return count("information_schema.PROCESSLIST WHERE USER = '" + grantee + "'");
  }

  static String resource(String name) {
    try (InputStream in = Shop.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JitDataSource dataSource() {
    return dataSource;
  }

  TestIssuer issuer() {
    return issuer;
  }

  Path policy() {
    return directory.resolve("policy.yaml");
  }

  Path auditFile() {
    return directory.resolve("audit.jsonl");
  }

  String url() {
    return database.jdbcUrl().replaceFirst("^jdbc:", "jdbc:jit:");
  }

  /** Everything but a token. */
  Properties settings() {
    var settings = new Properties();
    settings.setProperty("jit.subject.oidc.issuer", issuer.name());
    settings.setProperty("jit.subject.oidc.audience", TestIssuer.AUDIENCE);
    settings.putAll(brokerSettings);
    settings.setProperty("jit.policy.yaml.file", policy().toString());
    settings.setProperty("jit.audit", "jsonl");
    settings.setProperty("jit.audit.jsonl.file", auditFile().toString());
    return settings;
  }

  Connection connect(String subject, String... groups) throws SQLException {
    return dataSource.getConnection(null, issuer.token(subject, groups));
  }

  /** The database as its administrator sees it. */
  Connection raw() throws SQLException {
    return database.connect();
  }

  /** The same with what is set on the physical connections of enforced ones. */
  Connection rawAsLeased() throws SQLException {
    boolean details = database.product() == DatabaseProduct.POSTGRESQL;
    String url = database.jdbcUrl() + (details ? "?logServerErrorDetail=false" : "");
    return DriverManager.getConnection(url, database.user(), database.password());
  }

  long count(String table) throws SQLException {
    try (Connection connection = raw();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  boolean hasLogin(String name) throws SQLException {
    try (Connection connection = raw();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT 1 FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = ?")) {
      query.setString(1, name);
      return query.executeQuery().next();
    }
  }

  /** The audit file, line by line. */
  List<String> audit() {
    try {
      return Files.readAllLines(auditFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void closeDriver() {
    dataSource.close();
  }

  @Override
  public void close() throws SQLException {
    dataSource.close();
    issuer.close();
    for (String schema : schemas) {
      database.run("DROP DATABASE " + schema);
    }
    database.close();
    TemporaryDirectory.delete(directory);
  }
}

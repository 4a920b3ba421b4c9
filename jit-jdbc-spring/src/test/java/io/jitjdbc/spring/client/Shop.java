package io.jitjdbc.spring.client;

import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** A database with one customer, a policy for it, and the settings that lead there. */
final class Shop implements AutoCloseable {
  static final Subject APPLICATION =
      new Subject("https://issuer.example.org", "shop", "shop", Set.of("services"));
  static final SubjectResolver RESOLVER = presented -> APPLICATION;
  static final String EMAIL = "SELECT email FROM customers";
  static final String MASKED = "•••••@example.org";
  static final String CLEAR = "ada@example.org";

  static final AutoConfigurations CONFIGURED =
      AutoConfigurations.of(
          DataSourceAutoConfiguration.class,
          DataSourceTransactionManagerAutoConfiguration.class,
          JdbcTemplateAutoConfiguration.class,
          JdbcClientAutoConfiguration.class,
          TransactionAutoConfiguration.class,
          JitJdbcAutoConfiguration.class);

  private final TestDatabase database;

  private Shop(TestDatabase database) {
    this.database = database;
  }

  static Shop open() throws SQLException {
    TestDatabase database = TestDatabases.open(DatabaseProduct.H2);
    database.run(
        "CREATE TABLE customers (id INT PRIMARY KEY, email VARCHAR(80));"
            + "CREATE TABLE secrets (word VARCHAR(80));"
            + "CREATE TABLE notes (text VARCHAR(80));"
            + "INSERT INTO customers VALUES (1, 'ada@example.org');"
            + "CREATE ROLE shop_reader; GRANT SELECT ON SCHEMA public TO shop_reader");
    return new Shop(database);
  }

  TestDatabase database() {
    return database;
  }

  static Path policy() {
    URL found = Objects.requireNonNull(Shop.class.getResource("policy.yaml"));
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything that is needed below {@code jit.jdbc.}. */
  List<String> enforcement() {
    return List.of(
        "jit.jdbc.broker=mint",
        "jit.jdbc.broker.mint.url=" + database.jdbcUrl(),
        "jit.jdbc.broker.mint.user=" + database.user(),
        "jit.jdbc.broker.mint.password=" + database.password(),
        "jit.jdbc.broker.mint.roles=shop_reader",
        "jit.jdbc.policy.yaml.file=" + policy());
  }

  /** An application that knows nothing about it: the URL it has always had. */
  String[] properties() {
    var all = new ArrayList<>(enforcement());
    all.add("spring.datasource.url=" + database.jdbcUrl());
    all.add("spring.datasource.hikari.maximum-pool-size=2");
    return all.toArray(String[]::new);
  }

  /** That application, as Boot configures it, with more of its own. */
  ApplicationContextRunner application(Class<?>... further) {
    return new ApplicationContextRunner()
        .withConfiguration(CONFIGURED)
        .withConfiguration(AutoConfigurations.of(further))
        .withBean(SubjectResolver.class, () -> RESOLVER)
        .withPropertyValues(properties())
        .withPropertyValues("spring.datasource.hikari.maximum-pool-size=1");
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}

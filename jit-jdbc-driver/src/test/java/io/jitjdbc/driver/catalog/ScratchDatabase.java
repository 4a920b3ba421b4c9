package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.ServerReading;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB with tables, a login that may read and change them, and a schema for views. */
final class ScratchDatabase implements AutoCloseable {
  private static final String TABLES =
      """
      CREATE TABLE customers(id INT PRIMARY KEY, name VARCHAR(60), ssn VARCHAR(20), salary INT);
      CREATE TABLE orders(id INT PRIMARY KEY, customer_id INT, total INT);
      INSERT INTO customers VALUES (1, 'Ada', '901-65-4321', 1000), (2, 'Bob', '902', 2000);
      INSERT INTO orders VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30)
      """;

  private final TestDatabase database;
  private final TestLogin login;
  private final SideConnections sides;

  private ScratchDatabase(TestDatabase database) throws SQLException {
    this.database = database;
    database.run(TABLES);
    database.run("CREATE DATABASE " + scratch());
    login = database.createLogin();
    database.run("GRANT ALL ON " + name() + ".* TO " + login.user());
    database.run("GRANT ALL ON " + scratch() + ".* TO " + login.user());
    sides = new SideConnections(this::connect);
  }

  static ScratchDatabase open() {
    try {
      return new ScratchDatabase(TestDatabases.open(DatabaseProduct.MARIADB));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String name() {
    return database.jdbcUrl().replaceFirst(".*/", "");
  }

  String scratch() {
    return name() + "-scratch".replace('-', '_');
  }

  SideConnections sides() {
    return sides;
  }

  Connection connect() throws SQLException {
    return database.connect(login);
  }

  /** On one session, by the connections that all questions here share. */
  ServerReading reading(Connection session) {
    return ServerReadings.of(session, Dialect.MARIADB, new Scratch(scratch(), sides));
  }

  /** What the login may do in the schema for views. */
  void permitOnly(String privileges) throws SQLException {
    database.run("REVOKE ALL ON " + scratch() + ".* FROM " + login.user());
    database.run("GRANT " + privileges + " ON " + scratch() + ".* TO " + login.user());
  }

  void run(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first number, as the administrator sees it. */
  int count(String sql) throws SQLException {
    return Integer.parseInt(column(sql).get(0));
  }

  private List<String> column(String sql) throws SQLException {
    try (Connection administrator = database.connect();
        Statement statement = administrator.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /** What stands in the schema for views. */
  List<String> views() throws SQLException {
    return column(
        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '"
            + scratch()
            + "' ORDER BY 1");
  }

  /** How many sessions the login has. */
  int sessions() throws SQLException {
    return count(
        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '" + login.user() + "'");
  }

  @Override
  public void close() throws SQLException {
    sides.end();
    database.run("DROP DATABASE " + scratch());
    database.close();
  }
}

package io.jitjdbc.benchmarks;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestLogin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Ten thousand invented customers, eight columns each, in a database of their own. */
final class Customers implements AutoCloseable {
  static final int ROWS = 10_000;
  private final TestDatabase database;
  private final TestLogin login;

  Customers(DatabaseProduct product) throws SQLException {
    this.database = TestDatabases.open(product);
    try (Connection administrator = database.connect();
        Statement statement = administrator.createStatement()) {
      statement.execute(
          "CREATE TABLE customers(id INT PRIMARY KEY, name VARCHAR(40), email VARCHAR(60),"
              + " ssn VARCHAR(11), card_number VARCHAR(19), salary DECIMAL(10, 2),"
              + " birth_date DATE, notes VARCHAR(80))");
      login = database.createLogin();
      statement.execute("GRANT SELECT ON customers TO " + login.user());
      administrator.setAutoCommit(false);
      fill(administrator);
      administrator.commit();
    }
  }

  private static void fill(Connection administrator) throws SQLException {
    try (PreparedStatement insert =
        administrator.prepareStatement("INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int id = 1; id <= ROWS; id++) {
        insert.setInt(1, id);
        insert.setString(2, "Customer " + id);
        insert.setString(3, "customer" + id + "@example.com");
        insert.setString(4, String.format("000-%02d-%04d", id % 100, id % 10_000));
        insert.setString(5, "4111111111111111");
        insert.setBigDecimal(6, java.math.BigDecimal.valueOf(30_000 + id));
        insert.setDate(7, java.sql.Date.valueOf("1980-01-01"));
        insert.setString(8, "nothing of note about customer " + id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  String url() {
    return database.jdbcUrl();
  }

  /** May read them. */
  TestLogin login() {
    return login;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}

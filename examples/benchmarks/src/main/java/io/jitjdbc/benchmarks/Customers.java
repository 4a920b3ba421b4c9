package io.jitjdbc.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Ten thousand invented customers in memory, eight columns each. */
final class Customers implements AutoCloseable {
  static final int ROWS = 10_000;
  static final String USER = "reader";
  static final String PASSWORD = "a password of the benchmarks";

  private final String url;
  private final Connection keeper;

  Customers(String name) throws SQLException {
    this.url = "jdbc:h2:mem:" + name;
    this.keeper = DriverManager.getConnection(url, "sa", "");
    try (Statement statement = keeper.createStatement()) {
      statement.execute(
          "CREATE TABLE customers(id INT PRIMARY KEY, name VARCHAR(40), email VARCHAR(60),"
              + " ssn VARCHAR(11), card_number VARCHAR(19), salary DECIMAL(10, 2),"
              + " birth_date DATE, notes VARCHAR(80))");
      statement.execute("CREATE USER " + USER + " PASSWORD '" + PASSWORD + "'");
      statement.execute("GRANT SELECT ON customers TO " + USER);
    }
    fill();
  }

  private void fill() throws SQLException {
    try (PreparedStatement insert =
        keeper.prepareStatement("INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
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
    return url;
  }

  @Override
  public void close() throws SQLException {
    keeper.close();
  }
}

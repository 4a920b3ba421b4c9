package io.jitjdbc.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The administrator's side: a small shop in an H2 database in memory, reached without jit-jdbc. */
final class Shop implements AutoCloseable {
  static final String URL = "jdbc:h2:mem:shop";
  static final String ADMIN = "SHOP_ADMIN";
  static final String PASSWORD = "only-for-this-example";

  private static final List<String> ITEMS =
      List.of(
          "kettle", "desk lamp", "rain coat", "bike pump", "notebook", "tea, 1 kg", "headphones");

  private final Connection admin;

  private Shop(Connection admin) {
    this.admin = admin;
  }

  /** Opens the shop with its rows in it. */
  static Shop open() throws SQLException, IOException {
    // In memory only: without the delay the database would be gone with its last connection.
    Connection admin = DriverManager.getConnection(URL + ";DB_CLOSE_DELAY=-1", ADMIN, PASSWORD);
    var shop = new Shop(admin);
    try (Statement statement = admin.createStatement()) {
      statement.execute(schema());
    }
    shop.addCustomers(Customer.all());
    shop.addOrders(Customer.all());
    shop.addPayroll();
    return shop;
  }

  /** Every database login there is, asked as administrator. */
  List<String> logins() throws SQLException {
    return column("SELECT user_name FROM information_schema.users ORDER BY user_name");
  }

  /** How much of what there is. */
  String inventory() throws SQLException {
    String customers = column("SELECT count(*) FROM shop.customers").get(0);
    String orders = column("SELECT count(*) FROM shop.orders").get(0);
    return customers + " customers, " + orders + " orders and a payroll";
  }

  private List<String> column(String sql) throws SQLException {
    try (Statement statement = admin.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  @Override
  public void close() throws SQLException {
    try (admin;
        Statement statement = admin.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  private static String schema() throws IOException {
    try (InputStream sql = Shop.class.getResourceAsStream("shop.sql")) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void addCustomers(List<Customer> customers) throws SQLException {
    String sql = "INSERT INTO shop.customers VALUES (?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = admin.prepareStatement(sql)) {
      for (Customer customer : customers) {
        insert.setInt(1, customer.id());
        insert.setString(2, customer.name());
        insert.setString(3, customer.email());
        insert.setString(4, customer.ssn());
        insert.setString(5, customer.card());
        insert.setDate(6, Date.valueOf(customer.born()));
        insert.setString(7, customer.city());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void addOrders(List<Customer> customers) throws SQLException {
    String sql = "INSERT INTO shop.orders VALUES (?, ?, ?, ?, ?)";
    try (PreparedStatement insert = admin.prepareStatement(sql)) {
      for (int n = 0; n < 2 * customers.size(); n++) {
        insert.setInt(1, 1 + n);
        insert.setInt(2, customers.get(17 * n % customers.size()).id());
        insert.setDate(3, Date.valueOf(LocalDate.of(2026, 1, 2).plusDays(n)));
        insert.setString(4, ITEMS.get(n % ITEMS.size()));
        insert.setBigDecimal(5, BigDecimal.valueOf(790 + 1337L * n % 24_000, 2));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void addPayroll() throws SQLException {
    String sql = "INSERT INTO shop.payroll VALUES (?, ?, ?)";
    try (PreparedStatement insert = admin.prepareStatement(sql)) {
      for (int n = 0; n < 6; n++) {
        insert.setString(1, "Employee " + (1 + n));
        insert.setString(2, n == 0 ? "manager" : "sales");
        insert.setBigDecimal(3, BigDecimal.valueOf(41_377 + 2_911L * n));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}

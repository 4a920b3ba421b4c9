package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Policies with budgets, and programs that read against them. */
final class Budgets {
  static final int ORDERS = 400;

  private Budgets() {}

  /** Puts budgets beside the shop's rules, and enough orders into its table. */
  static void put(Shop shop, String... budgets) throws IOException, SQLException {
    var section = new StringBuilder("\nbudgets:\n");
    for (String budget : budgets) {
      section.append("  - {").append(budget).append("}\n");
    }
    Files.writeString(shop.policy(), Shop.resource("policy.yaml") + section);
    try (Connection raw = shop.raw();
        PreparedStatement insert =
            raw.prepareStatement("INSERT INTO orders(id, customer_id, total) VALUES (?, 1, 1)")) {
      for (int id = 2000; id < 2000 + ORDERS; id++) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Puts enough customers into the shop, one more for each id from 101; their names are alike. */
  static void customers(Shop shop, int count) throws SQLException {
    try (Connection raw = shop.raw();
        PreparedStatement insert =
            raw.prepareStatement("INSERT INTO customers(id, name, ssn) VALUES (?, 'Ann', ?)")) {
      for (int id = 101; id <= 100 + count; id++) {
        insert.setInt(1, id);
        insert.setString(2, "900-00-" + id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** A budget of people in customers and orders, by the columns that tell them apart. */
  static String people(int people, String... identity) {
    return "id: people-a-day, who: {groups: [clerks]}, resources: [\"*.customers\"], people: "
        + people
        + ", identity: [\""
        + String.join("\", \"", identity)
        + "\"], window: 24h";
  }

  /** A budget on orders, by id. */
  static String orders(String id, int rows, String window) {
    return "id: "
        + id
        + ", who: {groups: [clerks]}, resources: [\"*.orders\"], rows: "
        + rows
        + ", window: "
        + window;
  }

  /** How many rows a query hands out before it is refused for lack of a budget, or ends. */
  static int read(Connection connection, String sql) throws SQLException {
    return values(connection, sql).size();
  }

  /** The same with the first column of each row. */
  static List<String> values(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("is used up");
      assertThat(e.getSQLState()).isEqualTo("42501");
    }
    return values;
  }

  /** Goes to the next row, which may wait for people. */
  static CompletableFuture<Boolean> nextInBackground(ResultSet rows) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return rows.next();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Makes a data source count in tables of a database. */
  static void share(JitDataSource dataSource, Map<String, String> table) {
    dataSource.setProperty("jit.usage", "table");
    table.forEach((name, value) -> dataSource.setProperty("jit.usage.table." + name, value));
  }
}

package io.jitjdbc.examples.quickstart;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What an analyst does with her connection: plain JDBC, as if jit-jdbc were not there. */
final class Analyst {
  static final String REPORT =
      """
      SELECT o.placed_on, c.name, c.email, c.ssn, c.card, c.born, o.total
      FROM shop.orders o JOIN shop.customers c ON c.id = o.customer_id
      WHERE o.total > ? ORDER BY o.placed_on FETCH FIRST 6 ROWS ONLY""";
  static final String DISGUISED =
      """
      SELECT t.nothing_special FROM (
        SELECT upper(email) AS nothing_special FROM shop.customers WHERE id = 1001
        UNION ALL
        SELECT 'n-' || substr(ssn, 5) FROM shop.customers WHERE id = 1001) t""";
  static final String GUESSED = "SELECT name FROM shop.customers WHERE ssn LIKE '000-11-%'";
  static final String ONE_CUSTOMER = "SELECT email FROM shop.customers WHERE id = 1001";
  static final String SALARIES = "SELECT employee, salary FROM shop.payroll";
  static final String DELETION = "DELETE FROM shop.orders WHERE id = 7";
  static final String FILE = "CALL CSVWRITE('customers.csv', 'SELECT * FROM shop.customers')";

  private final Connection connection;
  private final Terminal terminal;

  Analyst(Connection connection, Terminal terminal) {
    this.connection = connection;
    this.terminal = terminal;
  }

  void readsAReport() throws SQLException {
    terminal.call(REPORT);
    try (PreparedStatement statement = connection.prepareStatement(REPORT)) {
      statement.setBigDecimal(1, new BigDecimal("150.00"));
      try (ResultSet rows = statement.executeQuery()) {
        terminal.table(ResultRows.read(rows));
      }
    }
  }

  void disguisesTheColumn() throws SQLException {
    terminal.say("By renaming and computing, so that no output column is called e-mail or ssn:");
    terminal.call(DISGUISED);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(DISGUISED)) {
      terminal.table(ResultRows.read(rows));
    }
  }

  void guessesByFiltering() throws SQLException {
    terminal.say(
        "By guessing: nothing masked is selected, but the rows that come back would tell.");
    isRefused(GUESSED);
  }

  void goesBehindTheDriver() throws SQLException {
    terminal.say("By JDBC: other accessors, and the H2 object behind ours.");
    terminal.call(ONE_CUSTOMER);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ONE_CUSTOMER)) {
      rows.next();
      List<List<String>> shown =
          List.of(
              List.of("rows.getObject(1)", "rows.getNString(1)", "rows.getCharacterStream(1)"),
              List.of(
                  String.valueOf(rows.getObject(1)),
                  rows.getNString(1),
                  Texts.of(rows.getCharacterStream(1))));
      terminal.table(shown);
      terminal.call("rows.unwrap(org.h2.jdbc.JdbcResultSet.class)");
      rows.unwrap(org.h2.jdbc.JdbcResultSet.class);
      throw new IllegalStateException("the object behind the driver was handed out");
    } catch (SQLException e) {
      terminal.refused(e);
    }
  }

  /** Runs a statement that must not run. */
  void isRefused(String sql) {
    terminal.call(sql);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      throw new IllegalStateException("the statement was not refused");
    } catch (SQLException e) {
      terminal.refused(e);
    }
  }
}

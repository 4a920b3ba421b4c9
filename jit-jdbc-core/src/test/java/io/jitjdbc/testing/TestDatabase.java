package io.jitjdbc.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of its own, dropped by {@link #close()}, with an administrator who may do everything.
 *
 * <p>Logins and roles belong to the server, not to the database: those that tests leave behind are
 * dropped when the server's last open database is closed.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger LOGINS = new AtomicInteger();

  private final DatabaseProduct product;
  private final String jdbcUrl;
  private final TestLogin administrator;
  private final Closing closing;
  private final Set<String> passwords = ConcurrentHashMap.newKeySet();

  TestDatabase(DatabaseProduct product, String jdbcUrl, TestLogin administrator, Closing closing) {
    this.product = product;
    this.jdbcUrl = jdbcUrl;
    this.administrator = administrator;
    this.closing = closing;
    passwords.add(administrator.password());
  }

  public DatabaseProduct product() {
    return product;
  }

  /** The vendor's URL, without parameters and without credentials. */
  public String jdbcUrl() {
    return jdbcUrl;
  }

  /** The administrator's name. */
  public String user() {
    return administrator.user();
  }

  /** The administrator's password. */
  public String password() {
    return administrator.password();
  }

  /** A raw connection of the administrator. */
  public Connection connect() throws SQLException {
    return connect(administrator);
  }

  /** A raw connection of that login. */
  public Connection connect(TestLogin login) throws SQLException {
    return DriverManager.getConnection(jdbcUrl, login.user(), login.password());
  }

  /**
   * A new login without any grant. Its name is unique in the JVM and needs no quotes: {@code
   * run("GRANT SELECT ON t TO " + login.user())}.
   */
  public TestLogin createLogin() throws SQLException {
    TestLogin login = TestLogin.withRandomPassword("login_" + LOGINS.incrementAndGet());
    passwords.add(login.password());
    run(product.createLoginSql(login));
    return login;
  }

  /** Runs statements separated by semicolons, as the administrator; stops at the first error. */
  public void run(String script) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(scriptUrl(), user(), administrator.password());
        Statement statement = connection.createStatement()) {
      boolean isResultSet = statement.execute(script);
      // Some drivers report the error of a later statement only when its result is asked for.
      while (isResultSet || statement.getUpdateCount() != -1) {
        isResultSet = statement.getMoreResults();
      }
    }
  }

  private String scriptUrl() {
    return switch (product) {
      case H2, POSTGRESQL -> jdbcUrl;
      case MARIADB, MYSQL -> jdbcUrl + "?allowMultiQueries=true";
    };
  }

  /**
   * Ends every session of this database and drops it.
   *
   * @throws AssertionError if the product has written a secret to a table of its own
   */
  @Override
  public void close() throws SQLException {
    List<String> problems = problems();
    closing.close();
    ScannedDirectories.require(problems);
  }

  private List<String> problems() throws SQLException {
    Connection connection;
    try {
      connection = connect();
    } catch (SQLException e) {
      // Its test has ended it: nobody can read a secret there.
      return List.of();
    }
    try (connection) {
      return WrittenTables.problems(connection, passwords);
    }
  }

  @Override
  public String toString() {
    return jdbcUrl;
  }

  /** How the database ends. */
  @FunctionalInterface
  interface Closing {
    void close() throws SQLException;
  }
}

package io.jitjdbc.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** Creates and drops databases on one running server, and sweeps out the logins of closed ones. */
final class DatabaseServer {
  private final ServerAddress address;
  private final Set<String> ownLogins;
  private final Set<String> openDatabases = new HashSet<>();
  private int databases;

  DatabaseServer(ServerAddress address) throws SQLException {
    this.address = address;
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      this.ownLogins = logins(statement);
    }
  }

  boolean answers() {
    try (Connection connection = address.connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  synchronized TestDatabase open() throws SQLException {
    String name = "db_" + ++databases;
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + encoding());
    }
    openDatabases.add(name);
    return new TestDatabase(
        address.product(), address.jdbcUrl(name), address.administrator(), () -> drop(name));
  }

  private synchronized void drop(String name) throws SQLException {
    if (!openDatabases.remove(name)) {
      return;
    }
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name + endingSessions());
      if (openDatabases.isEmpty()) {
        dropForeignLogins(statement);
      }
    }
  }

  private void dropForeignLogins(Statement statement) throws SQLException {
    Set<String> foreign = logins(statement);
    foreign.removeAll(ownLogins);
    if (isPostgreSql() && !foreign.isEmpty()) {
      // All at once, because a role that granted a membership outlives neither end of it.
      statement.execute("DROP ROLE " + String.join(", ", foreign));
      return;
    }
    for (String login : foreign) {
      statement.execute("DROP " + login);
    }
  }

  private Set<String> logins(Statement statement) throws SQLException {
    String query =
        switch (address.product()) {
          case POSTGRESQL -> "SELECT quote_ident(rolname) FROM pg_roles";
          case MARIADB ->
              "SELECT IF(is_role = 'Y', CONCAT('ROLE ', QUOTE(user)),"
                  + " CONCAT('USER ', QUOTE(user), '@', QUOTE(host))) FROM mysql.user";
          case MYSQL -> "SELECT CONCAT('USER ', QUOTE(user), '@', QUOTE(host)) FROM mysql.user";
          case H2 -> throw new IllegalStateException("H2 has no server");
        };
    Set<String> logins = new HashSet<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        logins.add(rows.getString(1));
      }
    }
    return logins;
  }

  private String encoding() {
    return isPostgreSql() ? " ENCODING 'UTF8' TEMPLATE template0" : " CHARACTER SET utf8mb4";
  }

  private String endingSessions() {
    return isPostgreSql() ? " WITH (FORCE)" : "";
  }

  private boolean isPostgreSql() {
    return address.product() == DatabaseProduct.POSTGRESQL;
  }
}

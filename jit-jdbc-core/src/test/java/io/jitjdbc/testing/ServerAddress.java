package io.jitjdbc.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where a running server listens and who administers it. */
record ServerAddress(DatabaseProduct product, String host, int port, TestLogin administrator) {

  String jdbcUrl(String database) {
    String scheme =
        switch (product) {
          case POSTGRESQL -> "postgresql";
          case MARIADB -> "mariadb";
          case MYSQL -> "mysql";
          case H2 -> throw new IllegalStateException("H2 runs inside the JVM");
        };
    return "jdbc:%s://%s:%d/%s".formatted(scheme, host, port, database);
  }

  /** Connects the administrator to the database that every server of the product has. */
  Connection connect() throws SQLException {
    String database = product == DatabaseProduct.POSTGRESQL ? "postgres" : "mysql";
    return DriverManager.getConnection(
        jdbcUrl(database), administrator.user(), administrator.password());
  }
}

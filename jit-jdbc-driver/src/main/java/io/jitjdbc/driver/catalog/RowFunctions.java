package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.RowFunction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the functions and types of people are made of, where a function may yield a row. */
interface RowFunctions {

  /** For a product whose functions yield no rows that we know of. */
  RowFunctions NONE =
      new RowFunctions() {
        @Override
        public List<RowFunction> find(String schema, String name) {
          return List.of();
        }

        @Override
        public List<String> typeFields(String schema, String name) {
          return List.of();
        }
      };

  List<RowFunction> find(String schema, String name) throws SQLException;

  List<String> typeFields(String schema, String name) throws SQLException;

  static RowFunctions of(Dialect dialect, Connection connection) {
    return switch (dialect.product()) {
      case POSTGRESQL -> new PostgresRowFunctions(connection);
      case H2, MARIADB, MYSQL, GENERIC -> NONE;
    };
  }
}

package io.jitjdbc.driver.catalog;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a table's columns are to this very session. */
interface TemporaryTables {

  /**
   * The columns that the session's statements will find.
   *
   * @param listed as the catalog lists them
   * @throws CatalogException if a temporary table stands before the one that is listed
   */
  List<String> columns(Table table, List<String> listed) throws SQLException, CatalogException;

  static TemporaryTables of(Dialect dialect, Connection connection) {
    return switch (dialect.product()) {
      case MARIADB, MYSQL -> (table, listed) -> compared(connection, table, listed);
      case H2, POSTGRESQL, GENERIC -> (table, listed) -> listed;
    };
  }

  /**
   * MySQL's family lists the columns of the table behind a temporary one, and older servers list no
   * temporary tables at all; only SHOW tells what a name means now.
   */
  private static List<String> compared(Connection connection, Table table, List<String> listed)
      throws SQLException, CatalogException {
    List<String> shown = shown(connection, table);
    if (!listed.isEmpty() && !listed.equals(shown)) {
      throw new CatalogException(
          table.path() + " is a temporary table that hides another; drop it or rename it");
    }
    return shown;
  }

  private static List<String> shown(Connection connection, Table table) throws SQLException {
    String sql = "SHOW COLUMNS FROM " + quoted(table.schema()) + '.' + quoted(table.name());
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var columns = new ArrayList<String>();
      while (rows.next()) {
        columns.add(rows.getString(1));
      }
      return columns;
    }
  }

  private static String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }
}

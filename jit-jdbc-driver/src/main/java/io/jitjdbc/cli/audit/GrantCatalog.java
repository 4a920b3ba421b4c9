package io.jitjdbc.cli.audit;

import io.jitjdbc.delegate.DelegateDriver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Asks a database for the grants of which it tells whoever asks. */
final class GrantCatalog {
  private static final String POSTGRESQL =
      """
      SELECT grantee, privilege_type, table_schema, table_name, column_name, is_grantable
      FROM information_schema.column_privileges
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND grantee <> grantor
      """;

  private static final String MARIADB =
      """
      SELECT GRANTEE, PRIVILEGE_TYPE, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, IS_GRANTABLE
      FROM information_schema.COLUMN_PRIVILEGES
      UNION ALL
      SELECT GRANTEE, PRIVILEGE_TYPE, TABLE_SCHEMA, TABLE_NAME, '', IS_GRANTABLE
      FROM information_schema.TABLE_PRIVILEGES
      UNION ALL
      SELECT GRANTEE, PRIVILEGE_TYPE, TABLE_SCHEMA, '', '', IS_GRANTABLE
      FROM information_schema.SCHEMA_PRIVILEGES
      UNION ALL
      SELECT GRANTEE, PRIVILEGE_TYPE, '', '', '', IS_GRANTABLE
      FROM information_schema.USER_PRIVILEGES
      """;

  private GrantCatalog() {}

  static List<Grant> read(String url, String user, String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    String query = Dialect.of(url) == Dialect.mariadb ? MARIADB : POSTGRESQL;
    var grants = new ArrayList<Grant>();
    try (Connection connection = DelegateDriver.find(url, "").connect(url, properties);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        grants.add(
            new Grant(
                text(rows, 1),
                text(rows, 2),
                text(rows, 3),
                text(rows, 4),
                text(rows, 5),
                text(rows, 6).equals("YES")));
      }
    }
    return grants;
  }

  private static String text(ResultSet rows, int index) throws SQLException {
    String text = rows.getString(index);
    return text == null ? "" : text;
  }
}

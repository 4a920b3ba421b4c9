package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect.Product;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The settings of a session that change what a text means: those that decide where names lead are
 * told, and those that decide which characters the server reads are held to what we read.
 *
 * <p>Settings on which the reading of a text does not hang are left alone: a text that {@code
 * sql_mode}, {@code standard_conforming_strings} or a mode of H2 would make another is refused
 * whatever they are.
 */
final class SessionSettings {
  private static final String OF_POSTGRESQL =
      """
      SELECT pg_catalog.current_database(), pg_catalog.current_schemas(true)::pg_catalog.text,
             pg_catalog.current_setting('client_encoding'),
             pg_catalog.current_setting('search_path')
      """;

  private static final String OF_MYSQL =
      "SELECT DATABASE(), @@character_set_client, @@character_set_connection";

  private SessionSettings() {}

  /**
   * Where unqualified names lead.
   *
   * @throws SQLException {@code 08001} if the session reads other characters or names than we do
   */
  static String place(Connection raw, Product product) throws SQLException {
    return switch (product) {
      case POSTGRESQL -> postgresql(raw);
      case MARIADB, MYSQL -> mysql(raw);
      // One database is one catalog there.
      case H2 -> raw.getSchema();
      case GENERIC -> raw.getCatalog() + '.' + raw.getSchema();
    };
  }

  /** Whether the place names the session's own temporary tables. */
  static boolean isOwn(String place, Product product) {
    return product == Product.POSTGRESQL && place.contains("pg_temp");
  }

  private static String postgresql(Connection raw) throws SQLException {
    try (Statement statement = raw.createStatement();
        ResultSet row = statement.executeQuery(OF_POSTGRESQL)) {
      row.next();
      requireUnicode("client_encoding", row.getString(3));
      requireBuiltInsFirst(row.getString(4));
      return row.getString(1) + '.' + row.getString(2);
    }
  }

  private static String mysql(Connection raw) throws SQLException {
    try (Statement statement = raw.createStatement();
        ResultSet row = statement.executeQuery(OF_MYSQL)) {
      row.next();
      requireUnicode("character_set_client", row.getString(2));
      requireUnicode("character_set_connection", row.getString(3));
      return String.valueOf(row.getString(1));
    }
  }

  /** In other character sets, a part of one character can be a quote or a backslash. */
  private static void requireUnicode(String setting, String value) throws SQLException {
    if (!value.toLowerCase(Locale.ROOT).startsWith("utf8")) {
      throw refused(setting + " is " + value + " where it must be UTF-8", setting);
    }
  }

  /**
   * Whatever stands before pg_catalog, now or once it is created, hides what a text seems to use.
   */
  private static void requireBuiltInsFirst(String searchPath) throws SQLException {
    List<String> path =
        Arrays.stream(searchPath.split(",", -1))
            .map(name -> name.strip().replace("\"", ""))
            .toList();
    boolean builtInsFirst =
        !path.contains("pg_catalog")
            || path.stream()
                .takeWhile(schema -> !schema.equals("pg_catalog"))
                .allMatch(schema -> schema.equals("pg_temp"));
    if (!builtInsFirst) {
      throw refused("search_path puts a schema before pg_catalog", "search_path");
    }
  }

  private static SQLException refused(String found, String setting) {
    return new SQLException(
        "the database session cannot be held to what is decided, because "
            + found
            + ". Change "
            + setting
            + " where it is set: the URL, the connection properties, the login or the server",
        "08001");
  }
}

package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for secrets and sensitive values in the tables that the product keeps: events, requests,
 * leases, counts. They are known by what their names begin with.
 */
public final class WrittenTables {
  private static final String OURS = "jit_";

  /** Answers of people, and lines of ledgers: signed texts that belong there. */
  private static final Set<String> SIGNED = Set.of("evidence", "signed");

  private static final String[] TABLES = {"TABLE", "BASE TABLE"};
  private static final Set<Integer> BINARY =
      Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);

  private WrittenTables() {}

  /**
   * Where which kind of secret stands, without the secret; empty if there is none.
   *
   * @param own what must not be there besides what all tests know
   */
  public static List<String> problems(Connection connection, Collection<String> own)
      throws SQLException {
    var problems = new ArrayList<String>();
    for (String table : tables(connection)) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
        while (rows.next()) {
          look(table, rows, own, problems);
        }
      }
    }
    return problems.stream().distinct().toList();
  }

  /** Quoted: some came there in small letters, where others are in capitals. */
  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    DatabaseMetaData database = connection.getMetaData();
    String quote = database.getIdentifierQuoteString();
    try (ResultSet names = database.getTables(connection.getCatalog(), null, "%", TABLES)) {
      while (names.next()) {
        String name = names.getString("TABLE_NAME");
        String schema = names.getString("TABLE_SCHEM");
        if (name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
          String own = quote + name + quote;
          tables.add(schema == null ? own : quote + schema + quote + '.' + own);
        }
      }
    }
    return tables;
  }

  private static void look(
      String table, ResultSet row, Collection<String> own, List<String> problems)
      throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String text = text(row, i, columns.getColumnType(i));
      String place = table.replaceAll("[\"`]", "") + '.' + columns.getColumnLabel(i) + ": ";
      Optional<String> secret =
          own.stream().anyMatch(text::contains)
              ? Optional.of("a password of this database")
              : secret(columns.getColumnLabel(i), text);
      secret.ifPresent(found -> problems.add(place + found));
    }
  }

  /** What people sign their answers with is there to be shown. */
  private static Optional<String> secret(String column, String text) {
    return SIGNED.contains(column.toLowerCase(Locale.ROOT))
        ? KnownSecrets.inSigned(text)
        : KnownSecrets.in(text);
  }

  private static String text(ResultSet row, int column, int type) throws SQLException {
    if (BINARY.contains(type)) {
      byte[] bytes = row.getBytes(column);
      return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}

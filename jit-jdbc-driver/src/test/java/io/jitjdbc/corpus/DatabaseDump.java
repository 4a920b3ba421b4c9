package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that others could read in a database: a line for each cell and each definition, as the
 * administrator sees them.
 */
record DatabaseDump(Set<String> lines) {
  private static final String H2_TABLES =
      """
      SELECT '"' || TABLE_SCHEMA || '"."' || TABLE_NAME || '"' FROM INFORMATION_SCHEMA.TABLES
       WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
      """;
  private static final String H2_SETTINGS =
      """
      SELECT SETTING_NAME || '=' || SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS
       WHERE SETTING_NAME IN ('MODE', 'QUERY_STATISTICS', 'BUILTIN_ALIAS_OVERRIDE')
      """;
  private static final String MARIADB_TABLES =
      """
      SELECT CONCAT('`', TABLE_NAME, '`') FROM information_schema.TABLES
       WHERE TABLE_SCHEMA = DATABASE()
      """;
  private static final String MARIADB_DEFINITIONS =
      """
      SELECT CONCAT_WS(' ', TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COMMENT)
        FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()
      UNION ALL
      SELECT CONCAT_WS(' ', TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_TYPE,
                       COLUMN_DEFAULT, COLUMN_COMMENT, GENERATION_EXPRESSION)
        FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()
      UNION ALL
      SELECT CONCAT_WS(' ', TABLE_NAME, INDEX_NAME, COLUMN_NAME)
        FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE()
      UNION ALL
      SELECT CONCAT_WS(' ', TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE)
        FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()
      UNION ALL
      SELECT CONCAT_WS(' ', TRIGGER_NAME, ACTION_STATEMENT)
        FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
      UNION ALL
      SELECT CONCAT_WS(' ', ROUTINE_NAME, ROUTINE_DEFINITION)
        FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()
      UNION ALL
      SELECT CONCAT_WS(' ', EVENT_NAME, EVENT_DEFINITION)
        FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()
      """;
  // Its lines are the cells, each behind the name of its table.
  private static final String POSTGRESQL_CELLS =
      """
      SELECT regexp_replace(
               query_to_xml(format('SELECT * FROM %I.%I', n.nspname, c.relname), true, false, ''
               )::text,
               '^', format('%I.%I', n.nspname, c.relname), 'gn')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'v', 'm', 'S', 'p')
         AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_t'
      """;
  private static final String POSTGRESQL_DEFINITIONS =
      """
      SELECT concat_ws(' ', n.nspname, c.relname, c.relkind, a.attname, a.attnum,
                       format_type(a.atttypid, a.atttypmod))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
       WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_t'
      UNION ALL
      SELECT pg_get_functiondef(oid) FROM pg_proc
       WHERE pronamespace <> 11 AND prokind IN ('f', 'p')
         AND pronamespace <> 'information_schema'::regnamespace
      UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger
      UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint
      UNION ALL SELECT definition FROM pg_rules WHERE schemaname <> 'pg_catalog'
      UNION ALL SELECT d.description FROM pg_description d WHERE d.objoid > 16000
      UNION ALL SELECT oid || ' ' || encode(lo_get(oid), 'escape') FROM pg_largeobject_metadata
      UNION ALL SELECT oprname FROM pg_operator WHERE oid > 16000
      UNION ALL SELECT proname FROM pg_proc WHERE prokind = 'a' AND oid > 16000
      UNION ALL SELECT nspname FROM pg_namespace WHERE oid > 16000 AND nspname !~ '^pg_t'
      """;

  static DatabaseDump of(Connection raw, DatabaseProduct product) throws SQLException {
    var lines = new TreeSet<String>();
    switch (product) {
      case H2 -> {
        addCells(raw, H2_TABLES, lines);
        lines.addAll(column(raw, "SCRIPT NODATA NOPASSWORDS NOSETTINGS"));
        lines.addAll(column(raw, H2_SETTINGS));
      }
      case POSTGRESQL -> {
        column(raw, POSTGRESQL_CELLS).forEach(table -> table.lines().forEach(lines::add));
        lines.addAll(column(raw, POSTGRESQL_DEFINITIONS));
      }
      case MARIADB, MYSQL -> {
        addCells(raw, MARIADB_TABLES, lines);
        lines.addAll(column(raw, MARIADB_DEFINITIONS));
      }
    }
    return new DatabaseDump(lines);
  }

  /** The lines that the other one does not have. */
  List<String> added(DatabaseDump before) {
    return lines.stream().filter(line -> !before.lines.contains(line)).toList();
  }

  private static void addCells(Connection raw, String tables, Set<String> lines)
      throws SQLException {
    for (String table : column(raw, tables)) {
      try (Statement statement = raw.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
        int width = rows.getMetaData().getColumnCount();
        for (int row = 1; rows.next(); row++) {
          for (int i = 1; i <= width; i++) {
            String label = rows.getMetaData().getColumnLabel(i);
            lines.add(table + "." + label + "=" + rows.getString(i));
          }
          lines.add(table + " has " + row + " rows");
        }
      } catch (SQLException e) {
        lines.add(table + " cannot be read"); // a view over what is gone
      }
    }
  }

  private static List<String> column(Connection raw, String query) throws SQLException {
    var values = new ArrayList<String>();
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    }
    return values;
  }
}

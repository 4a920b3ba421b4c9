package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.RowFunction;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's functions: several OUT parameters are the columns, a composite type brings its
 * attributes, and any other type is one value. What hangs on the arguments of the call, records
 * without columns and types that stand for any, is not told.
 */
final class PostgresRowFunctions implements RowFunctions {

  /**
   * The type that is called as the function is could be meant as well: PostgreSQL reads the call as
   * a cast then.
   */
  private static final String FUNCTIONS =
      """
      SELECT p.pronargs - p.pronargdefaults - CASE WHEN p.provariadic <> 0 THEN 1 ELSE 0 END,
             CASE WHEN p.provariadic <> 0 THEN 2147483647 ELSE p.pronargs END,
             CASE WHEN o.names[2] IS NOT NULL THEN o.names
                  WHEN t.typtype IN ('c', 'd') AND c.names IS NOT NULL THEN c.names
                  WHEN t.typtype = 'c' OR b.typtype IN ('c', 'd', 'p') THEN NULL
                  WHEN t.typtype = 'p' AND t.typname <> 'void' THEN NULL
                  ELSE COALESCE(o.named, ARRAY[p.proname::pg_catalog.text]) END,
             o.names[2] IS NULL AND o.named IS NULL AND c.names IS NULL
               AND t.typtype <> 'c' AND COALESCE(b.typtype NOT IN ('c', 'd', 'p'), true)
               AND (t.typtype <> 'p' OR t.typname = 'void')
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_catalog.pg_type t ON t.oid = p.prorettype
        LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
       CROSS JOIN LATERAL (
             SELECT pg_catalog.array_agg(
                      COALESCE(NULLIF(i.name, ''), 'column' || i.place) ORDER BY i.place) AS names,
                    pg_catalog.array_agg(i.name) FILTER (WHERE i.name <> '') AS named
               FROM (SELECT p.proargnames[s.at] AS name,
                            pg_catalog.row_number() OVER (ORDER BY s.at) AS place
                       FROM pg_catalog.generate_subscripts(p.proargmodes, 1) AS s(at)
                      WHERE p.proargmodes[s.at] IN ('o', 'b', 't')) i) o
       CROSS JOIN LATERAL (
             SELECT pg_catalog.array_agg(a.attname::pg_catalog.text ORDER BY a.attnum) AS names
               FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = CASE t.typtype WHEN 'c' THEN t.typrelid ELSE b.typrelid END
                AND a.attrelid <> 0 AND a.attnum > 0 AND NOT a.attisdropped) c
       WHERE p.proname = ?
         AND CASE WHEN ? = '' THEN pg_catalog.pg_function_is_visible(p.oid) ELSE n.nspname = ? END
      UNION ALL
      SELECT 1, 1, NULL, false FROM pg_catalog.pg_type t
        LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
       WHERE t.typname = ? AND (t.typtype = 'c' OR b.typtype IN ('c', 'd'))
      """;

  private static final String FIELDS =
      """
      SELECT a.attname
        FROM pg_catalog.pg_type t
        LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
        JOIN pg_catalog.pg_attribute a
          ON a.attrelid = CASE t.typtype WHEN 'c' THEN t.typrelid ELSE b.typrelid END
       WHERE t.oid = pg_catalog.to_regtype(
               CASE WHEN ? = '' THEN '' ELSE pg_catalog.quote_ident(?) || '.' END
                 || pg_catalog.quote_ident(?))
         AND a.attrelid <> 0 AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY a.attnum
      """;

  private final Connection connection;

  PostgresRowFunctions(Connection connection) {
    this.connection = connection;
  }

  @Override
  public List<RowFunction> find(String schema, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FUNCTIONS)) {
      query.setString(1, name);
      query.setString(2, schema);
      query.setString(3, schema);
      query.setString(4, name);
      try (ResultSet found = query.executeQuery()) {
        List<RowFunction> functions = new ArrayList<>();
        while (found.next()) {
          functions.add(
              new RowFunction(
                  found.getInt(1), found.getInt(2), names(found.getArray(3)), found.getBoolean(4)));
        }
        return functions;
      }
    }
  }

  private static List<String> names(@Nullable Array names) throws SQLException {
    return names == null ? List.of() : Arrays.asList((String[]) names.getArray());
  }

  @Override
  public List<String> typeFields(String schema, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIELDS)) {
      query.setString(1, schema);
      query.setString(2, schema);
      query.setString(3, name);
      try (ResultSet found = query.executeQuery()) {
        List<String> fields = new ArrayList<>();
        while (found.next()) {
          fields.add(found.getString(1));
        }
        return fields;
      }
    }
  }
}

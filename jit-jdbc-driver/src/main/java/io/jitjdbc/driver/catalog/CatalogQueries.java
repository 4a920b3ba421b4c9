package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect;
import java.util.Optional;

/**
 * How a product is asked for a relation.
 *
 * @param relation parameters: schema (empty for the session's own), schema again, name. Columns:
 *     schema, name, is it a view, definition, does a rule rewrite what is written to it
 * @param columns parameters: schema, name. Columns: name, in the order that {@code *} has; whether
 *     it is computed; its expression
 * @param synonym parameters: schema (empty for the session's own), schema again, name. Columns:
 *     schema and name of what it stands for; empty where there are none
 * @param kin parameters: schema, name. Columns: schema and name of each table that this one
 *     inherits from or that inherits from it; empty where there are none
 * @param replacements columns: routine, operator or cast; its name
 */
record CatalogQueries(
    String relation, String columns, String synonym, String kin, String replacements) {
  private static final CatalogQueries H2 =
      new CatalogQueries(
          """
          SELECT t.TABLE_SCHEMA, t.TABLE_NAME, t.TABLE_TYPE = 'VIEW', v.VIEW_DEFINITION, FALSE
            FROM INFORMATION_SCHEMA.TABLES t
            LEFT JOIN INFORMATION_SCHEMA.VIEWS v
              ON v.TABLE_SCHEMA = t.TABLE_SCHEMA AND v.TABLE_NAME = t.TABLE_NAME
           WHERE t.TABLE_SCHEMA = CASE WHEN ? = '' THEN CURRENT_SCHEMA ELSE ? END
             AND t.TABLE_NAME = ?
          """,
          """
          SELECT COLUMN_NAME, IS_GENERATED = 'ALWAYS', GENERATION_EXPRESSION
            FROM INFORMATION_SCHEMA.COLUMNS
           WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION
          """,
          """
          SELECT SYNONYM_FOR_SCHEMA, SYNONYM_FOR FROM INFORMATION_SCHEMA.SYNONYMS
           WHERE SYNONYM_SCHEMA = CASE WHEN ? = '' THEN CURRENT_SCHEMA ELSE ? END
             AND SYNONYM_NAME = ?
          """,
          "",
          "SELECT 'routine', ROUTINE_NAME FROM INFORMATION_SCHEMA.ROUTINES");

  // to_regclass follows the search path, temporary tables first, as the statement itself will.
  // Before version 12 there is no attgenerated, and so nothing of that name in the row.
  private static final CatalogQueries POSTGRESQL =
      new CatalogQueries(
          """
          SELECT n.nspname, c.relname, c.relkind IN ('v', 'm'),
                 CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
                 EXISTS (SELECT FROM pg_catalog.pg_rewrite r
                          WHERE r.ev_class = c.oid AND r.ev_type <> '1')
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
           WHERE c.oid = pg_catalog.to_regclass(
                   CASE WHEN ? = '' THEN '' ELSE pg_catalog.quote_ident(?) || '.' END
                     || pg_catalog.quote_ident(?))
          """,
          """
          SELECT a.attname, COALESCE(pg_catalog.to_jsonb(a) ->> 'attgenerated', '') <> '',
                 pg_catalog.pg_get_expr(d.adbin, d.adrelid)
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
           WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
           ORDER BY a.attnum
          """,
          "",
          """
          WITH RECURSIVE self AS (
            SELECT c.oid FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relname = ?),
          up(oid) AS (
            SELECT oid FROM self
            UNION SELECT i.inhparent FROM up JOIN pg_catalog.pg_inherits i ON i.inhrelid = up.oid),
          down(oid) AS (
            SELECT oid FROM self
            UNION SELECT i.inhrelid FROM down JOIN pg_catalog.pg_inherits i
                      ON i.inhparent = down.oid)
          SELECT n.nspname, c.relname
            FROM (SELECT oid FROM up UNION SELECT oid FROM down) kin
            JOIN pg_catalog.pg_class c ON c.oid = kin.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
           WHERE kin.oid NOT IN (SELECT oid FROM self)
          """,
          PostgresReplacements.QUERY);

  private static final CatalogQueries MARIADB =
      new CatalogQueries(
          // A MERGE table is others under another name, and does not say which.
          """
          SELECT t.TABLE_SCHEMA, t.TABLE_NAME,
                 t.TABLE_TYPE = 'VIEW' OR COALESCE(t.ENGINE, '') = 'MRG_MyISAM', v.VIEW_DEFINITION,
                 FALSE
            FROM information_schema.TABLES t
            LEFT JOIN information_schema.VIEWS v
              ON v.TABLE_SCHEMA = t.TABLE_SCHEMA AND v.TABLE_NAME = t.TABLE_NAME
           WHERE t.TABLE_SCHEMA = CASE WHEN ? = '' THEN DATABASE() ELSE ? END
             AND t.TABLE_NAME = ?
          """,
          """
          SELECT COLUMN_NAME,
                 EXTRA LIKE '%VIRTUAL%' OR EXTRA LIKE '%STORED%' OR EXTRA LIKE '%PERSISTENT%',
                 GENERATION_EXPRESSION
            FROM information_schema.COLUMNS
           WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION
          """,
          "",
          "",
          """
          SELECT 'routine', ROUTINE_NAME FROM information_schema.ROUTINES
           WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE = 'FUNCTION'
          """);

  static Optional<CatalogQueries> of(Dialect.Product product) {
    return switch (product) {
      case H2 -> Optional.of(H2);
      case POSTGRESQL -> Optional.of(POSTGRESQL);
      case MARIADB, MYSQL -> Optional.of(MARIADB);
      case GENERIC -> Optional.empty();
    };
  }
}

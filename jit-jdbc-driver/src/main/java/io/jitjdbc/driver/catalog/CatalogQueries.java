package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.Dialect;
import java.util.Optional;

/**
 * How a product is asked for a relation.
 *
 * @param relation parameters: schema (empty for the session's own), schema again, name. Columns:
 *     schema, name, is it a view, definition
 * @param columns parameters: schema, name. Column: name, in the order that {@code *} has
 */
record CatalogQueries(String relation, String columns) {
  private static final CatalogQueries H2 =
      new CatalogQueries(
          """
          SELECT t.TABLE_SCHEMA, t.TABLE_NAME, t.TABLE_TYPE = 'VIEW', v.VIEW_DEFINITION
            FROM INFORMATION_SCHEMA.TABLES t
            LEFT JOIN INFORMATION_SCHEMA.VIEWS v
              ON v.TABLE_SCHEMA = t.TABLE_SCHEMA AND v.TABLE_NAME = t.TABLE_NAME
           WHERE t.TABLE_SCHEMA = CASE WHEN ? = '' THEN CURRENT_SCHEMA ELSE ? END
             AND t.TABLE_NAME = ?
          """,
          """
          SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS
           WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION
          """);

  // to_regclass follows the search path, temporary tables first, as the statement itself will.
  private static final CatalogQueries POSTGRESQL =
      new CatalogQueries(
          """
          SELECT n.nspname, c.relname, c.relkind IN ('v', 'm'),
                 CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
           WHERE c.oid = pg_catalog.to_regclass(
                   CASE WHEN ? = '' THEN '' ELSE pg_catalog.quote_ident(?) || '.' END
                     || pg_catalog.quote_ident(?))
          """,
          """
          SELECT a.attname FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
           ORDER BY a.attnum
          """);

  private static final CatalogQueries MARIADB =
      new CatalogQueries(
          """
          SELECT t.TABLE_SCHEMA, t.TABLE_NAME, t.TABLE_TYPE = 'VIEW', v.VIEW_DEFINITION
            FROM information_schema.TABLES t
            LEFT JOIN information_schema.VIEWS v
              ON v.TABLE_SCHEMA = t.TABLE_SCHEMA AND v.TABLE_NAME = t.TABLE_NAME
           WHERE t.TABLE_SCHEMA = CASE WHEN ? = '' THEN DATABASE() ELSE ? END
             AND t.TABLE_NAME = ?
          """,
          """
          SELECT COLUMN_NAME FROM information_schema.COLUMNS
           WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION
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

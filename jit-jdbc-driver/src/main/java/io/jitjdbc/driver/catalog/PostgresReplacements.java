package io.jitjdbc.driver.catalog;

/**
 * Asks PostgreSQL for the functions, operators and casts that people made and that an unqualified
 * name or a sign may find. Those of extensions that are known to compute and nothing else are as
 * good as built-in ones.
 */
final class PostgresReplacements {
  private static final String EXTENSIONS =
      """
      'btree_gin', 'btree_gist', 'citext', 'cube', 'earthdistance', 'fuzzystrmatch', 'hstore',
      'intarray', 'isn', 'ltree', 'pg_trgm', 'pgcrypto', 'plpgsql', 'postgis', 'seg', 'unaccent',
      'uuid-ossp', 'vector'
      """;

  private static final String IS_TRUSTED =
      """
      EXISTS (
        SELECT 1 FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
         WHERE d.deptype = 'e' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
           AND d.classid = '%1$s'::pg_catalog.regclass AND d.objid = %2$s
           AND e.extname IN ("""
          + EXTENSIONS
          + "))";

  static final String QUERY =
      """
      SELECT 'routine', p.proname FROM pg_catalog.pg_proc p
       WHERE p.pronamespace <> 'pg_catalog'::pg_catalog.regnamespace
         AND pg_catalog.pg_function_is_visible(p.oid)
         AND NOT %1$s
      UNION
      SELECT 'operator', o.oprname FROM pg_catalog.pg_operator o
       WHERE o.oprnamespace <> 'pg_catalog'::pg_catalog.regnamespace
         AND pg_catalog.pg_operator_is_visible(o.oid)
         AND NOT %2$s
      UNION
      SELECT 'cast', '' FROM pg_catalog.pg_cast c JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
       WHERE p.pronamespace <> 'pg_catalog'::pg_catalog.regnamespace
         AND NOT %1$s
      """
          .formatted(
              IS_TRUSTED.formatted("pg_catalog.pg_proc", "p.oid"),
              IS_TRUSTED.formatted("pg_catalog.pg_operator", "o.oid"));

  private PostgresReplacements() {}
}

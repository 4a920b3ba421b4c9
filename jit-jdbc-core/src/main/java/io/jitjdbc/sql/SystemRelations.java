package io.jitjdbc.sql;

import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import java.util.Locale;
import java.util.Set;

/**
 * What databases keep about themselves. The relations that describe the structure of data are known
 * by name; every other one may hold values out of any table: statistics, statements, logs.
 */
public final class SystemRelations {
  private static final Set<String> SCHEMAS =
      Set.of("information_schema", "pg_catalog", "pg_toast", "mysql", "performance_schema", "sys");

  private static final Set<String> STRUCTURE =
      Set.of(
          """
          applicable_roles character_sets collation_character_set_applicability collations
          column_privileges columns constraint_column_usage constraint_table_usage domains
          element_types enabled_roles engines enum_values index_columns indexes
          information_schema_catalog_name key_column_usage keywords parameters partitions
          referential_constraints rights role_table_grants roles schemata sequences settings
          sql_features sql_functions statistics table_constraints table_privileges tables
          global_variables plugins schema_privileges session_variables system_variables
          user_privileges
          pg_am pg_attrdef pg_attribute pg_auth_members pg_cast pg_class pg_collation pg_constraint
          pg_conversion pg_database pg_depend pg_description pg_enum pg_extension pg_foreign_table
          pg_index pg_indexes pg_inherits pg_language pg_matviews pg_namespace pg_opclass
          pg_operator pg_partitioned_table pg_policy pg_proc pg_range pg_roles pg_sequence
          pg_sequences pg_settings pg_shdescription pg_tables pg_tablespace pg_timezone_abbrevs
          pg_timezone_names pg_trigger pg_type pg_views
          """
              .strip()
              .split("\\s+"));

  /** H2 counts the distinct values of every column, and tells what it counted beside its type. */
  private static final Set<String> STATISTICS = Set.of("information_schema.columns.selectivity");

  private SystemRelations() {}

  /** Whether it belongs to the database and does not only describe structure. */
  public static boolean mayHoldValues(Resource resource) {
    return resource.fold(
        new Resource.Cases<>(
            table -> isSystem(table) && !isStructure(table),
            column -> mayHoldValues(column.table()),
            routine -> false,
            server -> false,
            metadata -> false));
  }

  /** Whether the database keeps it about itself: writing it may change settings. */
  public static boolean isSystem(Table table) {
    return SCHEMAS.contains(table.schema().toLowerCase(Locale.ROOT));
  }

  /** Whether it is a system relation that describes structure alone. */
  public static boolean isStructure(Table table) {
    return isSystem(table) && STRUCTURE.contains(table.name().toLowerCase(Locale.ROOT));
  }

  /** Whether it is about the values of columns, although the relation describes structure. */
  public static boolean isStatistic(Column column) {
    return STATISTICS.contains(column.path().toLowerCase(Locale.ROOT));
  }
}

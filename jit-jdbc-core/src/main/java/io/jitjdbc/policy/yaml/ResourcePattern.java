package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Cases;
import io.jitjdbc.sql.SystemRelations;

/**
 * Resources as a policy names them: {@code schema.table} for a table with its columns or for a
 * routine, {@code schema.table.column} for a column, {@code server} for the server, {@code
 * metadata} for what the database tells of its structure.
 *
 * @param covering whether a rule that gives rights gives them to the resource; rights to a column
 *     are rights to name its table
 * @param hitting whether a rule that takes or suspends rights may mean the resource
 */
record ResourcePattern(Cases<Boolean> covering, Cases<Boolean> hitting) {
  static final ResourcePattern SERVER = server();
  static final ResourcePattern METADATA = metadata();

  static ResourcePattern table(NamePattern name) {
    return new ResourcePattern(
        new Cases<>(
            table -> name.matches(table.schema(), table.name()),
            column -> name.matches(column.table().schema(), column.table().name()),
            routine -> name.matches(routine.schema(), routine.name()),
            server -> false,
            metadata -> false),
        new Cases<>(
            table -> name.mayMatch(table.schema(), table.name()),
            column -> name.mayMatch(column.table().schema(), column.table().name()),
            routine -> name.mayMatch(routine.schema(), routine.name()),
            server -> false,
            metadata -> false));
  }

  static ResourcePattern column(ColumnPattern name) {
    return new ResourcePattern(
        new Cases<>(
            table -> name.table().matches(table.schema(), table.name()),
            name::matches,
            routine -> false,
            server -> false,
            metadata -> false),
        new Cases<>(
            table -> false, name::mayMatch, routine -> false, server -> false, metadata -> false));
  }

  private static ResourcePattern server() {
    Cases<Boolean> server =
        new Cases<>(
            table -> false, column -> false, routine -> false, itself -> true, metadata -> false);
    return new ResourcePattern(server, server);
  }

  /**
   * Rights to it are none to the database's own relations, of which some hold values; but whoever
   * restricts it means these as well, because they tell the same.
   */
  private static ResourcePattern metadata() {
    return new ResourcePattern(
        new Cases<>(
            table -> false, column -> false, routine -> false, server -> false, itself -> true),
        new Cases<>(
            SystemRelations::isSystem,
            column -> SystemRelations.isSystem(column.table()),
            routine -> false,
            server -> false,
            itself -> true));
  }

  boolean isMetadata() {
    return equals(METADATA);
  }

  boolean covers(Resource resource) {
    return resource.fold(covering);
  }

  boolean hits(Resource resource) {
    return resource.fold(hitting);
  }
}

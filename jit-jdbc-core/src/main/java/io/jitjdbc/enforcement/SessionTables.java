package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Analysis;

/**
 * PostgreSQL's temporary tables, which hide a table of the same name from the one session that made
 * them: what is found out about them holds for no other session and is not remembered.
 */
final class SessionTables {
  private static final String SCHEMA = "pg_temp";

  private SessionTables() {}

  static boolean isOne(Table table) {
    return table.schema().startsWith(SCHEMA);
  }

  /** Whether a statement touches one. */
  static boolean isIn(Analysis analysis) {
    return analysis.fold(
        analysed -> analysed.accesses().stream().anyMatch(access -> isIn(access.resource())),
        unanalysable -> false);
  }

  private static boolean isIn(Resource resource) {
    return resource.fold(
        new Resource.Cases<>(
            SessionTables::isOne,
            column -> isOne(column.table()),
            routine -> false,
            server -> false,
            metadata -> false));
  }
}

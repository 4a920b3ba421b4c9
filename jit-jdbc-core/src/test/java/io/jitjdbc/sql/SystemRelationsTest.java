package io.jitjdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.access.Resource.Server;
import io.jitjdbc.access.Resource.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a database's own relations may hold values out of the tables of others. */
class SystemRelationsTest {
  @ParameterizedTest
  @CsvSource({
    "pg_catalog, pg_stats",
    "pg_catalog, pg_statistic",
    "pg_catalog, pg_stat_activity",
    "pg_toast, pg_toast_16384",
    "mysql, general_log",
    "performance_schema, events_statements_history",
    "information_schema, processlist",
    "INFORMATION_SCHEMA, QUERY_STATISTICS",
  })
  void mayHoldThemUnlessTheyAreKnownToDescribeStructure(String schema, String name) {
    var table = new Table(schema, name);

    assertThat(SystemRelations.mayHoldValues(table)).isTrue();
    assertThat(SystemRelations.mayHoldValues(new Column(table, "any"))).isTrue();
    assertThat(SystemRelations.isSystem(table)).isTrue();
    assertThat(SystemRelations.isStructure(table)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "pg_catalog, pg_class",
    "information_schema, tables",
    "INFORMATION_SCHEMA, COLUMNS",
  })
  void holdNoneWhereTheyDescribeStructureAlone(String schema, String name) {
    var table = new Table(schema, name);

    assertThat(SystemRelations.mayHoldValues(table)).isFalse();
    assertThat(SystemRelations.isSystem(table)).isTrue();
    assertThat(SystemRelations.isStructure(table)).isTrue();
  }

  @Test
  void areToldByTheirSchemaAndNotByTheirName() {
    var table = new Table("shop", "pg_stats");

    assertThat(SystemRelations.isSystem(table)).isFalse();
    assertThat(SystemRelations.mayHoldValues(table)).isFalse();
    assertThat(SystemRelations.isStructure(new Table("shop", "tables"))).isFalse();
  }

  @Test
  void areNeitherRoutinesNorTheServer() {
    assertThat(SystemRelations.mayHoldValues(new Routine("pg_catalog", "pg_read_file"))).isFalse();
    assertThat(SystemRelations.mayHoldValues(new Server())).isFalse();
  }
}

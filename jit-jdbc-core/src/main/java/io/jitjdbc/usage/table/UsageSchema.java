package io.jitjdbc.usage.table;

import io.jitjdbc.store.TableVersion;
import java.util.List;

/** The two tables, and how they come to be. */
final class UsageSchema {
  // The key's own columns are for people who look; an index of them would be too long for MariaDB.
  private static final String COUNT =
      """
      CREATE TABLE IF NOT EXISTS {prefix}usage_count (
        id VARCHAR(64) NOT NULL PRIMARY KEY,
        subject {text} NOT NULL,
        budget {text} NOT NULL,
        target {text} NOT NULL,
        used BIGINT NOT NULL,
        kept_until BIGINT NOT NULL,
        slots {text} NOT NULL,
        UNIQUE (kept_until, id)
      ){options}""";

  private static final String VALUE =
      """
      CREATE TABLE IF NOT EXISTS {prefix}usage_value (
        id VARCHAR(64) NOT NULL,
        digest VARCHAR(64) NOT NULL,
        slot BIGINT NOT NULL,
        kept_until BIGINT NOT NULL,
        PRIMARY KEY (id, digest),
        UNIQUE (id, kept_until, digest)
      ){options}""";

  /** Every step in the life of the tables, oldest first. */
  static final List<TableVersion> VERSIONS =
      List.of(
          new TableVersion(
              "SELECT c.slots, v.slot FROM {prefix}usage_count c, {prefix}usage_value v"
                  + " WHERE 1 = 0",
              List.of(COUNT, VALUE)));

  private UsageSchema() {}
}

package io.jitjdbc.audit.table;

import io.jitjdbc.store.TableVersion;
import java.util.List;

/** The table, and how it comes to be. */
final class AuditSchema {
  // Times are in milliseconds: products do not agree on what a timestamp is.
  private static final String EVENT =
      """
      CREATE TABLE IF NOT EXISTS {prefix}audit_event (
        id VARCHAR(160) NOT NULL PRIMARY KEY,
        happened_at BIGINT NOT NULL,
        type VARCHAR(40) NOT NULL,
        session VARCHAR(120) NOT NULL,
        subject_issuer {text} NOT NULL,
        subject_id VARCHAR(255) NOT NULL,
        subject_name {text} NOT NULL,
        statement_id VARCHAR(160) NOT NULL,
        request_id VARCHAR(160) NOT NULL,
        effect VARCHAR(40) NOT NULL,
        rule_id {text} NOT NULL,
        log VARCHAR(255) NOT NULL,
        event {text} NOT NULL,
        UNIQUE (happened_at, id),
        UNIQUE (session, happened_at, id),
        UNIQUE (subject_id, happened_at, id)
      ){options}""";

  /** Every step in the life of the table, oldest first. */
  static final List<TableVersion> VERSIONS =
      List.of(
          new TableVersion(
              "SELECT e.log, e.event FROM {prefix}audit_event e WHERE 1 = 0", List.of(EVENT)));

  private AuditSchema() {}
}

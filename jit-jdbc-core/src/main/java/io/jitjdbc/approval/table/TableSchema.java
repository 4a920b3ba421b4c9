package io.jitjdbc.approval.table;

import io.jitjdbc.store.TableVersion;
import java.util.List;

/** The tables, and how they come to be. */
final class TableSchema {
  private static final String REQUEST =
      """
      CREATE TABLE IF NOT EXISTS {prefix}request (
        id VARCHAR(64) NOT NULL PRIMARY KEY,
        steps INT NOT NULL,
        status VARCHAR(16) NOT NULL,
        used INT NOT NULL,
        filed_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        binding VARCHAR(64) NOT NULL,
        attempt INT NOT NULL,
        subject_issuer {text} NOT NULL,
        subject_id {text} NOT NULL,
        subject_name {text} NOT NULL,
        subject_groups {text} NOT NULL,
        actor_issuer {text} NOT NULL,
        actor_id {text} NOT NULL,
        actor_name {text} NOT NULL,
        actor_groups {text} NOT NULL,
        target {text} NOT NULL,
        statement_digest {text} NOT NULL,
        binds_digest {text} NOT NULL,
        approval_scope {text} NOT NULL,
        purpose {text} NOT NULL,
        policy_version {text} NOT NULL,
        approver_groups {text} NOT NULL,
        quorum INT NOT NULL,
        answer_within BIGINT NOT NULL,
        valid_for BIGINT NOT NULL,
        uses INT NOT NULL,
        rule_name {text} NOT NULL,
        reason {text} NOT NULL,
        statement_text {text} NOT NULL,
        resources {text} NOT NULL,
        application {text} NOT NULL,
        terms {text},
        emergency {text},
        ended_by {text},
        ended_because {text},
        ended_at BIGINT,
        returned {text},
        details {text},
        reminded_at BIGINT,
        escalated_at BIGINT,
        used_at BIGINT,
        UNIQUE (binding, attempt),
        UNIQUE (status, expires_at, id)
      ){options}\
      """;

  private static final String ANSWER =
      """
      CREATE TABLE IF NOT EXISTS {prefix}answer (
        request_id VARCHAR(64) NOT NULL,
        seq INT NOT NULL,
        approver {text} NOT NULL,
        approver_name {text} NOT NULL,
        answer VARCHAR(8) NOT NULL,
        remark {text} NOT NULL,
        answered_at BIGINT NOT NULL,
        absent {text},
        evidence {text},
        PRIMARY KEY (request_id, seq)
      ){options}\
      """;

  private static final String DELEGATION =
      """
      CREATE TABLE IF NOT EXISTS {prefix}delegation (
        id VARCHAR(64) NOT NULL PRIMARY KEY,
        deputy {text} NOT NULL,
        absent_issuer {text} NOT NULL,
        absent_id {text} NOT NULL,
        absent_name {text} NOT NULL,
        absent_groups {text} NOT NULL,
        begins BIGINT NOT NULL,
        ends BIGINT NOT NULL,
        evidence {text}
      ){options}\
      """;

  private static final String RECEIPT =
      """
      CREATE TABLE IF NOT EXISTS {prefix}receipt (
        key_digest VARCHAR(64) NOT NULL PRIMARY KEY,
        asked VARCHAR(64) NOT NULL,
        status INT NOT NULL,
        body {text} NOT NULL,
        due BIGINT NOT NULL,
        UNIQUE (due, key_digest)
      ){options}\
      """;

  /** Every step in the life of the tables, oldest first. */
  static final List<TableVersion> VERSIONS =
      List.of(
          new TableVersion(
              "SELECT r.steps, a.seq FROM {prefix}request r, {prefix}answer a WHERE 1 = 0",
              List.of(REQUEST, ANSWER)),
          column("request", "terms", "{text}"),
          column("request", "emergency", "{text}"),
          column("request", "ended_by", "{text}"),
          column("request", "ended_because", "{text}"),
          column("request", "ended_at", "BIGINT"),
          column("request", "returned", "{text}"),
          column("answer", "absent", "{text}"),
          column("request", "details", "{text}"),
          new TableVersion("SELECT ends FROM {prefix}delegation WHERE 1 = 0", List.of(DELEGATION)),
          column("request", "reminded_at", "BIGINT"),
          column("request", "escalated_at", "BIGINT"),
          column("answer", "evidence", "{text}"),
          column("delegation", "evidence", "{text}"),
          column("request", "used_at", "BIGINT"),
          new TableVersion("SELECT due FROM {prefix}receipt WHERE 1 = 0", List.of(RECEIPT)));

  private TableSchema() {}

  /** A column that the first release did not have; null in the rows that are older. */
  private static TableVersion column(String table, String name, String type) {
    return new TableVersion(
        "SELECT " + name + " FROM {prefix}" + table + " WHERE 1 = 0",
        List.of("ALTER TABLE {prefix}" + table + " ADD COLUMN " + name + ' ' + type));
  }
}

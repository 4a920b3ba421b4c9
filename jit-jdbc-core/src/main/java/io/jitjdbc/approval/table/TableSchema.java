package io.jitjdbc.approval.table;

import io.jitjdbc.store.TableVersion;
import java.util.List;

/** The two tables, and how they come to be. */
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
        UNIQUE (binding, attempt),
        UNIQUE (status, expires_at, id)
      ){options}""";

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
        PRIMARY KEY (request_id, seq)
      ){options}""";

  /** Every step in the life of the tables, oldest first. */
  static final List<TableVersion> VERSIONS =
      List.of(
          new TableVersion(
              "SELECT r.steps, a.seq FROM {prefix}request r, {prefix}answer a WHERE 1 = 0",
              List.of(REQUEST, ANSWER)));

  private TableSchema() {}
}

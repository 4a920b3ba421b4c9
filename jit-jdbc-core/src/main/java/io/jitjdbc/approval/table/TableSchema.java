package io.jitjdbc.approval.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

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

  private final String prefix;

  TableSchema(String prefix) {
    this.prefix = prefix;
  }

  /** Both tables are there and can be read, or it throws. */
  boolean probe(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT steps FROM " + prefix + "request WHERE 1 = 0").close();
      statement.executeQuery("SELECT seq FROM " + prefix + "answer WHERE 1 = 0").close();
      return true;
    }
  }

  /** Creates what is missing; may fail where another process does so at the same time. */
  boolean create(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    boolean mysql = product.contains("mysql") || product.contains("mariadb");
    // There TEXT ends at 64 KiB and the server's character set may be a small one.
    String text = mysql ? "MEDIUMTEXT" : "TEXT";
    String options = mysql ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "";
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of(REQUEST, ANSWER)) {
        statement.execute(
            table
                .replace("{prefix}", prefix)
                .replace("{text}", text)
                .replace("{options}", options));
      }
      return true;
    }
  }
}

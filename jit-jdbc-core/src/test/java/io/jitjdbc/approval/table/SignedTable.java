package io.jitjdbc.approval.table;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.evidence.SigningApprovals;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SigningPeople;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table whose answers have to be signed, and processes that share it. */
final class SignedTable implements AutoCloseable {
  final TestDatabase database;
  final SigningPeople people;
  private final List<ApprovalService> processes = new ArrayList<>();
  private int answers;

  SignedTable(DatabaseProduct product, Path directory) throws SQLException {
    this.database = TestDatabases.open(product);
    this.people = new SigningPeople(directory);
  }

  /** Another process that believes signatures only. */
  ApprovalService process(InstantSource clock) {
    return process(clock, people.settings());
  }

  /** Another process that believes the table. */
  ApprovalService credulous(InstantSource clock) {
    return process(clock, Map.of());
  }

  private ApprovalService process(InstantSource clock, Map<String, String> more) {
    var texts = new HashMap<>(more);
    texts.put("url", database.jdbcUrl());
    texts.put("user", database.user());
    texts.put("password", database.password());
    texts.put("poll", "10ms");
    ApprovalService service =
        new TableApprovalsProvider(clock).create(SettingValues.of("jit.approval.table.", texts));
    processes.add(service);
    return service;
  }

  /** Where everybody signs. */
  ApprovalService signing(InstantSource clock) {
    return new SigningApprovals(process(clock), people, clock);
  }

  /** A yes that nobody's tool wrote. */
  void insertYes(AccessRequest request, Subject approver, String evidence) throws SQLException {
    int seq = answers++;
    database.run(
        ("INSERT INTO jit_answer (request_id, seq, approver, approver_name, answer, remark,"
                + " answered_at, absent, evidence) VALUES ('%s', %d, '%s', '%s', 'yes', '', %d, '',"
                + " '%s')")
            .formatted(
                request.id(),
                seq,
                approver.key(),
                approver.name(),
                request.filedAt().toEpochMilli(),
                evidence));
    database.run("UPDATE jit_request SET status = 'APPROVED', steps = " + answers);
  }

  @Override
  public void close() throws SQLException {
    processes.forEach(ApprovalService::close);
    database.close();
  }
}

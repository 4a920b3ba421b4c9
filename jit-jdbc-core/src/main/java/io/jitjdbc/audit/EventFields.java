package io.jitjdbc.audit;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent.ApprovalAnswered;
import io.jitjdbc.audit.AuditEvent.ApprovalAsked;
import io.jitjdbc.audit.AuditEvent.ApprovalBypassed;
import io.jitjdbc.audit.AuditEvent.LeaseEnded;
import io.jitjdbc.audit.AuditEvent.LeaseIssued;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.SessionClosed;
import io.jitjdbc.audit.AuditEvent.SessionOpened;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementExplained;
import io.jitjdbc.audit.AuditEvent.StatementFacts;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An event as named fields, for sinks that write text.
 *
 * <p>Names and order are stable: {@code type}, {@code id}, {@code time} (RFC 3339, UTC), {@code
 * session}, {@code subject} and {@code actor} (each with issuer, id and name), then the event's
 * own, then what it belongs to: {@code connection}, {@code trace_id}, {@code span_id} and {@code
 * calling_code}. Those last, {@code request_id}, {@code objects} and {@code lineage} of a decision,
 * and {@code budgets}, are left out where nothing is known. Values are strings, numbers, lists of
 * strings, and maps for persons, the connection, each object and each budget.
 */
public final class EventFields {
  private static final AuditEvent.Cases<Map<String, Object>> OWN = new OwnFields();

  private EventFields() {}

  /** All fields of the event, in order; cannot be changed. */
  public static Map<String, Object> of(AuditEvent event) {
    EventHeader header = event.header();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", event.type());
    fields.put("id", header.id().toString());
    fields.put("time", header.time().toString());
    fields.put("session", header.session());
    fields.put("subject", person(header.subject()));
    fields.put("actor", person(header.actor()));
    fields.putAll(event.fold(OWN));
    if (!header.connection().equals(SessionFacts.UNKNOWN)) {
      fields.put("connection", connection(header.connection()));
    }
    putKnown(fields, "trace_id", header.correlation().traceId());
    putKnown(fields, "span_id", header.correlation().spanId());
    putKnown(fields, "calling_code", header.correlation().callingCode());
    return Collections.unmodifiableMap(fields);
  }

  private static Map<String, Object> person(Subject subject) {
    return ordered("issuer", subject.issuer(), "id", subject.id(), "name", subject.name());
  }

  private static Map<String, Object> connection(SessionFacts facts) {
    return ordered(
        "target", facts.target(),
        "application", facts.application(),
        "lease_id", facts.leaseId(),
        "database_user", facts.databaseUser(),
        "host", facts.host(),
        "process", facts.process());
  }

  private static Map<String, Object> object(AccessedObject object) {
    Map<String, Object> fields = ordered("name", object.name());
    putKnown(fields, "kind", object.kind());
    fields.put("base", object.isBase());
    fields.put("columns", object.columns());
    fields.put("filter_columns", object.filterColumns());
    return fields;
  }

  private static void putBudgets(Map<String, Object> fields, List<BudgetUse> budgets) {
    if (!budgets.isEmpty()) {
      fields.put("budgets", budgets.stream().map(EventFields::budget).toList());
    }
  }

  private static Map<String, Object> budget(BudgetUse use) {
    return ordered(
        "budget", use.budget(),
        "unit", use.unit(),
        "counted", use.counted(),
        "limit", use.limit(),
        "window_s", use.window().toSeconds());
  }

  private static void putKnown(Map<String, Object> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var fields = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private static final class OwnFields implements AuditEvent.Cases<Map<String, Object>> {
    @Override
    public Map<String, Object> sessionOpened(SessionOpened event) {
      return ordered(
          "target", event.target(),
          "application", event.application(),
          "purpose", event.purpose(),
          "lease_id", event.leaseId());
    }

    @Override
    public Map<String, Object> sessionClosed(SessionClosed event) {
      return ordered("reason", event.reason());
    }

    @Override
    public Map<String, Object> leaseIssued(LeaseIssued event) {
      return ordered(
          "lease_id", event.leaseId(),
          "database_user", event.databaseUser(),
          "target", event.target(),
          "expires_at", event.expiresAt().toString());
    }

    @Override
    public Map<String, Object> leaseEnded(LeaseEnded event) {
      return ordered("lease_id", event.leaseId(), "reason", event.reason());
    }

    @Override
    public Map<String, Object> statementDecided(StatementDecided event) {
      return decision(event.statement(), event.ruling());
    }

    @Override
    public Map<String, Object> statementExplained(StatementExplained event) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("about", person(event.about()));
      fields.putAll(decision(event.statement(), event.ruling()));
      return fields;
    }

    private static Map<String, Object> decision(StatementFacts statement, Ruling ruling) {
      Map<String, Object> fields =
          ordered(
              "statement_id", statement.id().toString(),
              "kind", statement.kind(),
              "text", statement.text(),
              "digest", statement.digest(),
              "accesses", statement.accesses(),
              "purpose", statement.purpose(),
              "mode", ruling.mode().word(),
              "effect", ruling.effect(),
              "rule", ruling.rule(),
              "policy_version", ruling.policyVersion(),
              "reason", ruling.reason(),
              "masks", ruling.masks(),
              "approval_id", ruling.approvalId());
      putKnown(fields, "request_id", ruling.requestId());
      if (!statement.objects().isEmpty()) {
        fields.put("objects", statement.objects().stream().map(EventFields::object).toList());
      }
      if (!statement.lineage().isEmpty()) {
        fields.put("lineage", statement.lineage());
      }
      putBudgets(fields, ruling.budgets());
      return fields;
    }

    @Override
    public Map<String, Object> statementFinished(StatementFinished event) {
      Reading reading = event.reading();
      Map<String, Object> fields =
          ordered(
              "statement_id", event.statementId().toString(),
              "outcome", reading.outcome(),
              "sql_state", reading.sqlState(),
              "rows", reading.rows(),
              "columns_read", reading.columnsRead(),
              "found", reading.found(),
              "duration_us", TimeUnit.MICROSECONDS.convert(reading.duration()));
      putBudgets(fields, reading.budgets());
      return fields;
    }

    @Override
    public Map<String, Object> approvalAsked(ApprovalAsked event) {
      return ordered(
          "statement_id", event.statementId().toString(),
          "request_id", event.requestId(),
          "rule", event.rule(),
          "groups", event.groups());
    }

    @Override
    public Map<String, Object> approvalBypassed(ApprovalBypassed event) {
      return ordered(
          "statement_id", event.statementId().toString(),
          "request_id", event.requestId(),
          "rule", event.rule(),
          "reason", event.reason());
    }

    @Override
    public Map<String, Object> approvalAnswered(ApprovalAnswered event) {
      return ordered(
          "statement_id", event.statementId().toString(),
          "request_id", event.requestId(),
          "status", event.status(),
          "approvers", event.approvers(),
          "evidence", event.evidence());
    }
  }
}

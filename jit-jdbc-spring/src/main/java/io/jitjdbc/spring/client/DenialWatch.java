package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditEvent.ApprovalAnswered;
import io.jitjdbc.audit.AuditEvent.ApprovalAsked;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.EventId;
import java.sql.SQLException;
import java.util.Map;

/** Remembers of the latest denials what an exception has no place for. Thread-safe. */
final class DenialWatch implements AuditWatch, SomeEvents {
  private static final String DENIED = "deny";

  private final Map<EventId, String> asked = Latest.map();
  private final Map<String, Facts> facts = Latest.map();

  private record Facts(String rule, String request) {}

  @Override
  public AuditSink sink() {
    return event -> event.fold(this);
  }

  @Override
  public Boolean approvalAsked(ApprovalAsked event) {
    asked.put(event.statementId(), event.requestId());
    return true;
  }

  @Override
  public Boolean approvalAnswered(ApprovalAnswered event) {
    return asked.remove(event.statementId(), event.requestId());
  }

  @Override
  public Boolean statementDecided(StatementDecided event) {
    String request = asked.remove(event.statement().id());
    AuditEvent.Ruling ruling = event.ruling();
    boolean denied = ruling.effect().equals(DENIED);
    if (denied) {
      var known = new Facts(ruling.rule(), request == null ? "" : request);
      facts.put(ruling.reason(), known);
      facts.put(ruling.reason() + named(ruling.rule()), known);
    }
    return denied;
  }

  private static String named(String rule) {
    return " (rule " + rule + ')';
  }

  /** What is known of a refusal, by its message. */
  Denial denial(SQLException refusal) {
    String reason = refusal.getMessage() == null ? "" : refusal.getMessage();
    Facts known = facts.getOrDefault(reason, new Facts("", ""));
    return new Denial(known.rule(), reason, known.request(), refusal);
  }
}

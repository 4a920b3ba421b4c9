package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditEvent;

/** For who looks at a few kinds of events, and passes over the others. */
public interface SomeEvents extends AuditEvent.Cases<Boolean> {
  @Override
  default Boolean sessionOpened(AuditEvent.SessionOpened event) {
    return false;
  }

  @Override
  default Boolean sessionClosed(AuditEvent.SessionClosed event) {
    return false;
  }

  @Override
  default Boolean leaseIssued(AuditEvent.LeaseIssued event) {
    return false;
  }

  @Override
  default Boolean leaseEnded(AuditEvent.LeaseEnded event) {
    return false;
  }

  @Override
  default Boolean statementDecided(AuditEvent.StatementDecided event) {
    return false;
  }

  @Override
  default Boolean statementExplained(AuditEvent.StatementExplained event) {
    return false;
  }

  @Override
  default Boolean statementFinished(AuditEvent.StatementFinished event) {
    return false;
  }

  @Override
  default Boolean approvalAsked(AuditEvent.ApprovalAsked event) {
    return false;
  }

  @Override
  default Boolean approvalBypassed(AuditEvent.ApprovalBypassed event) {
    return false;
  }

  @Override
  default Boolean approvalAnswered(AuditEvent.ApprovalAnswered event) {
    return false;
  }
}

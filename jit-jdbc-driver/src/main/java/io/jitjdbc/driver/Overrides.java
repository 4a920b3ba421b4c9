package io.jitjdbc.driver;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.policy.PolicyDecisionPoint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parts that a program hands over itself instead of naming a provider. */
final class Overrides {
  private @Nullable SubjectResolver subjects;
  private @Nullable CredentialBroker broker;
  private @Nullable PolicyDecisionPoint policy;
  private @Nullable ApprovalService approvals;
  private List<AuditSink> sinks = List.of();

  Optional<SubjectResolver> subjects() {
    return Optional.ofNullable(subjects);
  }

  void subjects(SubjectResolver resolver) {
    subjects = resolver;
  }

  Optional<CredentialBroker> broker() {
    return Optional.ofNullable(broker);
  }

  void broker(CredentialBroker credentialBroker) {
    broker = credentialBroker;
  }

  Optional<PolicyDecisionPoint> policy() {
    return Optional.ofNullable(policy);
  }

  void policy(PolicyDecisionPoint decisionPoint) {
    policy = decisionPoint;
  }

  Optional<ApprovalService> approvals() {
    return Optional.ofNullable(approvals);
  }

  void approvals(ApprovalService service) {
    approvals = service;
  }

  List<AuditSink> sinks() {
    return sinks;
  }

  void sinks(List<AuditSink> auditSinks) {
    sinks = List.copyOf(auditSinks);
  }
}

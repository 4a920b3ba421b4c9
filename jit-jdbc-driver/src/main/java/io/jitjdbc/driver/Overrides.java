package io.jitjdbc.driver;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.usage.UsageLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Parts that a program hands over itself instead of naming a provider. */
final class Overrides {
  private @Nullable SubjectResolver subjects;
  private @Nullable CredentialBroker broker;
  private @Nullable PolicyDecisionPoint policy;
  private @Nullable ApprovalService approvals;
  private @Nullable UsageLedger usage;
  private List<AuditSink> sinks = List.of();
  private final List<AuditSink> further = new CopyOnWriteArrayList<>();
  private UnaryOperator<SubjectResolver> wrapping = UnaryOperator.identity();

  SubjectResolver subjects(Supplier<SubjectResolver> named) {
    SubjectResolver given = subjects;
    return wrapping.apply(given == null ? named.get() : given);
  }

  void subjects(SubjectResolver resolver) {
    subjects = resolver;
  }

  void wrapSubjects(UnaryOperator<SubjectResolver> wrapper) {
    wrapping = wrapper;
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

  Optional<UsageLedger> usage() {
    return Optional.ofNullable(usage);
  }

  void usage(UsageLedger ledger) {
    usage = ledger;
  }

  List<AuditSink> sinks(Supplier<List<AuditSink>> named) {
    var all = new ArrayList<>(sinks.isEmpty() ? named.get() : sinks);
    all.addAll(further);
    return all;
  }

  void sinks(List<AuditSink> auditSinks) {
    sinks = List.copyOf(auditSinks);
  }

  void addSink(AuditSink sink) {
    further.add(sink);
  }
}

package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.usage.UsageLedger;
import java.util.List;

/** The six SPIs that an enforcement point works with; who made them closes them. */
public record Components(
    SubjectResolver subjects,
    CredentialBroker broker,
    PolicyDecisionPoint policy,
    ApprovalService approvals,
    List<AuditSink> sinks,
    UsageLedger usage) {
  public Components {
    requireNonNull(subjects);
    requireNonNull(broker);
    requireNonNull(policy);
    requireNonNull(approvals);
    requireNonNull(usage);
    sinks = List.copyOf(sinks);
    if (sinks.isEmpty()) {
      throw new IllegalArgumentException("at least one audit sink is needed");
    }
  }
}

package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Denies what a policy permits only if it is recorded, because nobody keeps recordings. */
final class UnkeptRecordings implements PolicyDecisionPoint {
  /** Who decides, in the place of a rule. */
  static final String RULE = "recording";

  private final PolicyDecisionPoint policy;

  private UnkeptRecordings(PolicyDecisionPoint policy) {
    this.policy = policy;
  }

  /** The policy, as far as what it demands can be recorded. */
  static PolicyDecisionPoint heed(PolicyDecisionPoint policy, List<AuditSink> sinks) {
    return sinks.stream().anyMatch(AuditSink::keepsRecordings)
        ? policy
        : new UnkeptRecordings(policy);
  }

  @Override
  public Decision decide(AuthorizationRequest request) {
    Decision decision = policy.decide(request);
    return decision.fold(UnkeptRecordings::heeded, deny -> deny, asks -> asks);
  }

  private static Decision heeded(Permit permit) {
    return Obligations.of(permit).recordings().isEmpty()
        ? permit
        : new Deny(
            RULE,
            permit.policyVersion(),
            "the policy permits it only if more than its events is recorded, and no audit sink"
                + " here keeps recordings: have jit.audit name the sink recording, too");
  }

  @Override
  public String version() {
    return policy.version();
  }

  @Override
  public String version(Instant now) {
    return policy.version(now);
  }

  @Override
  public PolicyMode mode(Subject subject) {
    return policy.mode(subject);
  }

  @Override
  public Optional<String> problem() {
    return policy.problem();
  }

  @Override
  public void adopt(String signedPolicy, String target) throws RefusedException {
    policy.adopt(signedPolicy, target);
  }

  @Override
  public void close() {
    policy.close();
  }
}

package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

/**
 * What exactly is approved: an approval is good for an equal binding and for nothing else.
 *
 * @param subject key of the subject whose rights count
 * @param target the database
 * @param statement SHA-256 of the exact SQL text
 * @param binds SHA-256 over the typed bind values, in order
 * @param scope what the approval opens: the rule, and for row limits the limit
 * @param purpose the purpose that was given, may be empty
 * @param policyVersion the policy that asked for the approval
 */
public record ApprovalBinding(
    String subject,
    String target,
    String statement,
    String binds,
    String scope,
    String purpose,
    String policyVersion) {
  public ApprovalBinding {
    requireNonNull(subject);
    requireNonNull(target);
    requireNonNull(statement);
    requireNonNull(binds);
    requireNonNull(scope);
    requireNonNull(purpose);
    requireNonNull(policyVersion);
  }
}

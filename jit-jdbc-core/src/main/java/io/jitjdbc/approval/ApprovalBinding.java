package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Digests;
import java.util.List;

/**
 * What exactly is approved: an approval is good for an equal binding and for nothing else.
 *
 * <p>The actor belongs to it: otherwise somebody could approve for one actor, then act for the
 * subject in person and use what they approved themselves.
 *
 * @param subject key of the subject whose rights count
 * @param actor key of who acts for the subject
 * @param target the database
 * @param statement SHA-256 of the exact SQL text; empty if it is good for whatever is run on a
 *     connection
 * @param binds SHA-256 over the typed bind values, in order; empty likewise
 * @param scope what the approval opens: the rule, and for row limits the limit
 * @param purpose the purpose that was given, may be empty
 * @param policyVersion the policy that asked for the approval
 */
public record ApprovalBinding(
    String subject,
    String actor,
    String target,
    String statement,
    String binds,
    String scope,
    String purpose,
    String policyVersion) {
  public ApprovalBinding {
    requireNonNull(subject);
    requireNonNull(actor);
    requireNonNull(target);
    requireNonNull(statement);
    requireNonNull(binds);
    requireNonNull(scope);
    requireNonNull(purpose);
    requireNonNull(policyVersion);
  }

  /** Whether it is good for whatever is run on a connection. */
  public boolean isForSession() {
    return statement.isEmpty();
  }

  /** SHA-256 in hexadecimal: equal for equal bindings, different for different ones. */
  public String digest() {
    return Digests.of(
        List.of(subject, actor, target, statement, binds, scope, purpose, policyVersion));
  }
}

package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Context;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.Approval;
import java.util.List;
import java.util.Set;

/**
 * The question put to the policy decision point.
 *
 * @param approvals those that the enforcement point has verified and bound to this very statement
 */
public record AuthorizationRequest(
    Subject subject, Set<Access> accesses, Context context, List<Approval> approvals) {
  public AuthorizationRequest {
    requireNonNull(subject);
    accesses = Set.copyOf(accesses);
    requireNonNull(context);
    approvals = List.copyOf(approvals);
  }
}

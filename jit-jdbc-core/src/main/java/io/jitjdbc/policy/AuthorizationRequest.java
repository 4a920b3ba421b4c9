package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Context;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.Approval;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The question put to the policy decision point.
 *
 * @param approvals those that the enforcement point has verified and bound to this very statement
 * @param kin for a table among the accesses, tables that it shares rows with by inheritance. A
 *     right to the one is enough to reach the rows, but what is forbidden, suspended or classified
 *     on the other holds for the column of the same name on this one
 * @param circumstances the rest of what a rule may depend on
 */
public record AuthorizationRequest(
    Subject subject,
    Set<Access> accesses,
    Context context,
    List<Approval> approvals,
    Map<Table, Set<Table>> kin,
    Circumstances circumstances) {
  public AuthorizationRequest {
    requireNonNull(subject);
    accesses = Set.copyOf(accesses);
    requireNonNull(context);
    approvals = List.copyOf(approvals);
    kin = Map.copyOf(kin);
    requireNonNull(circumstances);
  }

  /** A question about tables that share no rows with others, and an unknown execution. */
  public AuthorizationRequest(
      Subject subject, Set<Access> accesses, Context context, List<Approval> approvals) {
    this(subject, accesses, context, approvals, Map.of(), Circumstances.UNKNOWN);
  }
}

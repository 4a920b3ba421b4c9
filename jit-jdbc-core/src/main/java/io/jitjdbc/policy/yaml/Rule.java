package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.policy.Obligation.LimitResult;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the policy.
 *
 * @param limits what one result may hand out without an approval
 * @param reason what is said to who is denied; may be empty
 * @param approval present exactly for {@link Effect#REQUIRE_APPROVAL}
 */
record Rule(
    String id,
    Effect effect,
    Who who,
    Set<Action> actions,
    List<ResourcePattern> resources,
    Reveal reveal,
    List<LimitResult> limits,
    @Nullable ApprovalRequirement approval,
    String reason) {

  enum Effect {
    PERMIT,
    DENY,
    REQUIRE_APPROVAL
  }

  boolean isAbout(Subject subject) {
    return who.includes(subject);
  }

  /** Whether the access is among the rights that the rule gives. */
  boolean covers(Access access) {
    return covers(access.action(), access.resource());
  }

  boolean covers(Action action, Resource resource) {
    if (actions.contains(action)) {
      for (ResourcePattern pattern : resources) {
        if (pattern.covers(resource)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the access is among the rights that the rule takes or suspends. */
  boolean hits(Access access) {
    if (actions.contains(access.action())) {
      for (ResourcePattern pattern : resources) {
        if (pattern.hits(access.resource())) {
          return true;
        }
      }
    }
    return false;
  }
}

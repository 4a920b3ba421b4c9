package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.policy.Obligation.LimitResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the policy.
 *
 * @param limits what one result may hand out without an approval
 * @param reason what is said to who is denied; may be empty
 * @param when under which circumstances it holds; always, if empty
 * @param autoApprove under which it gives its rights although nobody was asked
 * @param auditing what it says of recordings of what it gives rights to
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
    String reason,
    Optional<Condition> when,
    Optional<Condition> autoApprove,
    Auditing auditing) {

  enum Effect {
    PERMIT,
    DENY,
    REQUIRE_APPROVAL
  }

  /** Whether it depends on more than who does what to which resource. */
  boolean isConditional() {
    return when.isPresent() || autoApprove.isPresent();
  }

  /** Whether it holds for nobody but who asks for it. */
  boolean isOnRequest() {
    return when.filter(Condition::requested).isPresent();
  }

  /** Whether it holds for this execution; where that cannot be told, what is stricter. */
  boolean holds(Circumstances now, Instant time) {
    Holds holds = when.map(condition -> condition.holds(id, now, time)).orElse(Holds.YES);
    return effect == Effect.PERMIT ? holds == Holds.YES : holds != Holds.NO;
  }

  /** Whether nobody has to be asked about this execution. */
  boolean approvesItself(Circumstances now, Instant time) {
    return autoApprove
        .map(condition -> condition.holds(id, now, time))
        .filter(Holds.YES::equals)
        .isPresent();
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

package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.approval.ApprovalRequirement;
import java.util.List;
import java.util.function.Function;

/** The answer of the policy decision point. */
public sealed interface Decision {

  /** The rule that decided, by its id in the policy. */
  String rule();

  /** The policy that the rule was read from. */
  String policyVersion();

  <R> R fold(
      Function<Permit, R> permit, Function<Deny, R> deny, Function<RequestableDeny, R> requestable);

  /**
   * Yes, if every obligation is met.
   *
   * @param revealsEverything whether the subject may also see what has no proven origin; false
   *     means that such output is masked
   * @param routines what is known all the same of the routines that are called
   * @param revealed the sensitive columns that are shown in clear
   */
  record Permit(
      String rule,
      String policyVersion,
      List<Obligation> obligations,
      boolean revealsEverything,
      List<RoutineResults> routines,
      List<RevealedColumn> revealed)
      implements Decision {
    public Permit {
      requireNonNull(rule);
      requireNonNull(policyVersion);
      obligations = List.copyOf(obligations);
      routines = List.copyOf(routines);
      revealed = List.copyOf(revealed);
    }

    /** No column that it touches is sensitive, or all of those are masked. */
    public Permit(
        String rule,
        String policyVersion,
        List<Obligation> obligations,
        boolean revealsEverything,
        List<RoutineResults> routines) {
      this(rule, policyVersion, obligations, revealsEverything, routines, List.of());
    }

    /** Nothing is known of any routine. */
    public Permit(
        String rule,
        String policyVersion,
        List<Obligation> obligations,
        boolean revealsEverything) {
      this(rule, policyVersion, obligations, revealsEverything, List.of());
    }

    @Override
    public <R> R fold(
        Function<Permit, R> permit,
        Function<Deny, R> deny,
        Function<RequestableDeny, R> requestable) {
      return permit.apply(this);
    }
  }

  /** No. The reason says why and what to do; it holds no value. */
  record Deny(String rule, String policyVersion, String reason) implements Decision {
    public Deny {
      requireNonNull(rule);
      requireNonNull(policyVersion);
      requireNonNull(reason);
    }

    @Override
    public <R> R fold(
        Function<Permit, R> permit,
        Function<Deny, R> deny,
        Function<RequestableDeny, R> requestable) {
      return deny.apply(this);
    }
  }

  /**
   * No, unless the requirement is met: still a denial until a new decision says otherwise.
   *
   * @param scope what an approval would open, in the words of {@link ApprovalScope}
   */
  record RequestableDeny(
      String rule,
      String policyVersion,
      String reason,
      ApprovalRequirement requirement,
      String scope)
      implements Decision {
    public RequestableDeny {
      requireNonNull(scope);
      requireNonNull(rule);
      requireNonNull(policyVersion);
      requireNonNull(reason);
      requireNonNull(requirement);
    }

    /** An approval would open the accesses of the rule. */
    public RequestableDeny(
        String rule, String policyVersion, String reason, ApprovalRequirement requirement) {
      this(rule, policyVersion, reason, requirement, ApprovalScope.ofRule(rule));
    }

    @Override
    public <R> R fold(
        Function<Permit, R> permit,
        Function<Deny, R> deny,
        Function<RequestableDeny, R> requestable) {
      return requestable.apply(this);
    }
  }
}

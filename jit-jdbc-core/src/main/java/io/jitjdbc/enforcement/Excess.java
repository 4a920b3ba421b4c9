package io.jitjdbc.enforcement;

import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.BudgetUse;
import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row beyond what a statement may hand out that runs already.
 *
 * @param rule the rule or the budget that says so
 * @param scope what an approval would open
 * @param reason why it goes no further, for people and for records
 * @param beyond what it takes to go further; empty if nothing does
 * @param lifting what an approval changes
 * @param budgets what the statement has used of its budgets, where it is one of them that says so
 */
record Excess(
    String rule,
    String scope,
    String reason,
    Optional<ApprovalRequirement> beyond,
    Lifting lifting,
    List<BudgetUse> budgets) {

  /** From the limit that holds to the one that does then. */
  @FunctionalInterface
  interface Lifting {

    /**
     * The limit under which the statement goes on.
     *
     * @param decided as the decision has it that knows of the approval
     * @return empty if that decision does not let it go on
     */
    Optional<RowLimit> next(RowLimit now, RowLimit decided);
  }

  /** More of one result than the rule hands out. */
  static Excess of(LimitResult limit) {
    boolean rows = limit.measure() instanceof Measure.Rows;
    return new Excess(
        limit.rule(),
        limit.scope(),
        "more than " + limit.most() + " " + limit.measure().unit() + " of one result",
        Optional.of(limit.beyond()),
        rows
            ? (now, decided) -> wider(now.withRowsOf(decided), decided.rows() > limit.most())
            : (now, decided) -> wider(now.withBytesOf(decided), decided.bytes() > limit.most()),
        List.of());
  }

  private static Optional<RowLimit> wider(RowLimit next, boolean wider) {
    return wider ? Optional.of(next) : Optional.empty();
  }

  /** More of all results than is in the budget. */
  static Excess of(LimitUsage budget, List<BudgetUse> uses) {
    String id = budget.budget();
    return new Excess(
        id,
        ApprovalScope.ofBudget(id),
        usedUp(budget),
        budget.beyond(),
        (now, decided) -> decided.hasBudget(id) ? Optional.empty() : Optional.of(now),
        uses);
  }

  /** A row that cannot be counted: nobody can let it through. */
  static Excess uncounted(LimitUsage budget, String why, List<BudgetUse> uses) {
    String reason = "what is left of budget " + budget.budget() + " cannot be told: " + why;
    return uncounted(budget.budget(), ApprovalScope.ofBudget(budget.budget()), reason, uses);
  }

  /** The same, where a rule counts. */
  static Excess uncounted(LimitResult limit, String why) {
    String unit = limit.measure().unit();
    String reason = "how many " + unit + " the result has handed out cannot be told: " + why;
    return uncounted(limit.rule(), limit.scope(), reason, List.of());
  }

  private static Excess uncounted(String rule, String scope, String reason, List<BudgetUse> uses) {
    return new Excess(
        rule, scope, reason, Optional.empty(), (now, decided) -> Optional.empty(), uses);
  }

  private static String usedUp(LimitUsage budget) {
    boolean bytes = budget.measure() instanceof Measure.Bytes;
    String reason =
        String.format(
            Locale.ROOT,
            "budget %s is used up: %s left of %d %s within %s, which all statements share",
            budget.budget(),
            bytes ? "less than the next row is" : "0 are",
            budget.limit().most(),
            budget.measure().unit(),
            budget.limit().windowInShort());
    return budget.beyond().isPresent()
        ? reason
        : reason
            + ". Go on when what was read before has left the window, or ask whoever owns the"
            + " policy for a larger budget";
  }

  Inquiry.Question question(String policyVersion) {
    return new Inquiry.Question(scope, rule, reason, policyVersion);
  }

  /** What would have happened at this row if the policy were not only observed. */
  Ruling observed(Ruling ruling) {
    return new Ruling(
        ruling.mode(),
        beyond.isPresent() ? Assessment.ASK : Assessment.DENY,
        rule,
        ruling.policyVersion(),
        reason,
        ruling.masks(),
        "",
        "",
        budgets);
  }
}

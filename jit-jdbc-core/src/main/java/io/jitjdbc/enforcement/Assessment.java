package io.jitjdbc.enforcement;

import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.DecideEachTime;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.OutputColumn;
import java.util.List;
import java.util.Optional;

/**
 * What the policy says of a statement before anybody is asked.
 *
 * @param decision a permit only if its obligations can be met
 */
record Assessment(Analysis analysis, Decision decision) {
  static final String PERMIT = "permit";
  static final String DENY = "deny";
  static final String ASK = "ask";

  /** How a permit shows the statement's result and how many rows of it. */
  Optional<Planner> planner(MaskFunctions functions) {
    return decision.fold(
        permit -> Optional.of(new Planner(permit, functions)),
        deny -> Optional.empty(),
        asks -> Optional.empty());
  }

  /** What keeps it from being that of the next execution: a refusal may depend on anything. */
  List<Obligation> each() {
    return decision.fold(
        permit -> List.copyOf(Obligations.of(permit).each()),
        deny -> List.of(new DecideEachTime()),
        asks -> List.of(new DecideEachTime()));
  }

  List<OutputColumn> outputs() {
    return analysis.fold(Analysis.Analysed::outputs, unknown -> List.of());
  }

  /** For a record of what was decided and not done. */
  Ruling ruling(PolicyMode mode, MaskFunctions functions) {
    return new Ruling(
        mode,
        decision.fold(permit -> PERMIT, deny -> DENY, asks -> ASK),
        decision.rule(),
        decision.policyVersion(),
        decision.fold(permit -> "", Deny::reason, RequestableDeny::reason),
        planner(functions).map(planner -> planner.plan(outputs()).notes()).orElse(List.of()));
  }

  /** For a record of a decision that could not be made. */
  static Ruling failed(PolicyMode mode, String policyVersion, EventId statementId) {
    String reason = "the decision failed; see the log for " + statementId;
    return new Ruling(mode, DENY, "failure", policyVersion, reason, List.of());
  }
}

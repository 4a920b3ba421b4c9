package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementFacts;
import io.jitjdbc.audit.BudgetUse;
import io.jitjdbc.enforcement.StatementCache.SubjectView;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.lineage.Confirmation;
import io.jitjdbc.sql.lineage.SqlAnalyzer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a text to a template: analysis, decision, approvals, plan. Every denial is recorded. */
final class Decider {
  /** Where no rule of the policy decided, its name would only puzzle. */
  private static final Set<String> NAMELESS = Set.of("no-rule", "unanalysable");

  private final PolicyDecisionPoint policy;
  private final Applicant applicant;
  private final StatementCache cache;
  private final InstantSource clock;
  private final MaskFunctions functions;

  Decider(
      PolicyDecisionPoint policy,
      ApprovalGate gate,
      StatementCache cache,
      InstantSource clock,
      MaskFunctions functions) {
    this.policy = policy;
    this.functions = functions;
    this.applicant = new Applicant(gate, this::ask);
    this.cache = cache;
    this.clock = clock;
  }

  Template decide(Inquiry inquiry, SubjectView view) throws RefusedException {
    long generation = cache.generation();
    Analysed analysed = analysed(inquiry, confirmed(inquiry, generation));
    Template alike = view.alike(analysed);
    if (alike != null && alike.isGoodFor(policy.version(), generation, clock.millis())) {
      return alike.of(analysed);
    }
    Template fresh = decide(inquiry, analysed, generation);
    if (fresh.isReusable()) {
      view.keepForOthers(fresh);
    }
    return fresh;
  }

  /** What the text does; a text of which that cannot be said is denied, and recorded so. */
  Analysed analysed(Inquiry inquiry) throws RefusedException {
    return analysed(inquiry, analyse(inquiry, cache.generation(), Confirmation.NONE));
  }

  private Analysed analysed(Inquiry inquiry, Analysis analysis) throws RefusedException {
    Optional<Analysed> analysed = analysis.fold(Optional::of, unanalysable -> Optional.empty());
    if (analysed.isPresent()) {
      return analysed.get();
    }
    throw denied(inquiry, analysis, assessed(inquiry, analysis).decision());
  }

  /** What the policy says of a statement before anybody is asked. Records nothing. */
  Assessment assessed(Inquiry inquiry) {
    return assessed(inquiry, confirmed(inquiry, cache.generation()));
  }

  Assessment assessed(Inquiry inquiry, Analysis analysis) {
    Decision decision =
        analysis.fold(
            analysed -> ask(inquiry, analysed, List.of()), unknown -> unproven(unknown.reason()));
    return new Assessment(analysis, decision);
  }

  private Decision unproven(String reason) {
    return new Decision.Deny(
        "unanalysable",
        policy.version(),
        "the statement cannot be proven harmless: " + reason + ". Rewrite it in plainer SQL");
  }

  private Template decide(Inquiry inquiry, Analysed analysed, long generation)
      throws RefusedException {
    var approvals = new ArrayList<Approval>();
    while (true) {
      Decision decision = ask(inquiry, analysed, approvals);
      Optional<Decision.Permit> permit =
          decision.fold(Optional::of, deny -> Optional.empty(), requestable -> Optional.empty());
      if (permit.isPresent()) {
        return template(inquiry, analysed, permit.get(), approvals, generation);
      }
      approvals.add(approval(inquiry, analysed, decision, List.copyOf(approvals)));
    }
  }

  /** What the policy says, or what its masks object to in a permit. */
  private Decision ask(Inquiry inquiry, Analysed analysed, List<Approval> approvals) {
    Map<Table, Set<Table>> kin;
    try {
      kin = Kinship.of(analysed.accesses(), catalog(inquiry));
    } catch (CatalogException e) {
      return unproven("what its tables inherit cannot be told, because " + e.getMessage());
    }
    Decision decision =
        policy.decide(
            new AuthorizationRequest(
                inquiry.subject(),
                analysed.accesses(),
                inquiry.context(),
                approvals,
                kin,
                new Particulars(inquiry, analysed)));
    return decision.<Decision>fold(
        permit -> objection(inquiry, analysed, permit).orElse(permit), deny -> deny, ask -> ask);
  }

  /** Nobody is asked to approve what is refused all the same. */
  private Optional<Decision> objection(Inquiry inquiry, Analysed analysed, Decision.Permit permit) {
    var objections = new Objections(permit, functions);
    return objections
        .refusal(analysed)
        .or(() -> MaskPlaces.objection(permit, catalog(inquiry)))
        .<Decision>map(deny -> deny)
        .or(() -> objections.question(analysed));
  }

  private Approval approval(
      Inquiry inquiry, Analysed analysed, Decision decision, List<Approval> held)
      throws RefusedException {
    Optional<Decision.RequestableDeny> requestable =
        decision.fold(permit -> Optional.empty(), deny -> Optional.empty(), Optional::of);
    if (requestable.isEmpty() || held.size() >= Applicant.MOST_APPROVALS) {
      throw denied(inquiry, analysed, decision);
    }
    Decision.RequestableDeny denial = requestable.get();
    try {
      return applicant.obtain(
          new Application(
              inquiry, analysed, Inquiry.Question.of(denial), denial.requirement(), held));
    } catch (RefusedException e) {
      recordDenial(inquiry, facts(inquiry, analysed), denial(decision, e.getMessage(), List.of()));
      throw e;
    }
  }

  private Template template(
      Inquiry inquiry,
      Analysed analysed,
      Decision.Permit permit,
      List<Approval> approvals,
      long generation) {
    Template.Effects effects = Template.effects(analysed, new Planner(permit, functions));
    return new Template(
        analysed,
        permit,
        effects,
        List.copyOf(approvals),
        Template.ruling(permit, effects.plan(), approvals),
        unnamed(inquiry, analysed),
        Learned.of(inquiry.estimate().known()),
        generation,
        clock.millis());
  }

  /**
   * Asks for rows beyond what a statement may hand out, and decides anew.
   *
   * @return the template with the limit that the new decision sets
   */
  Template beyond(Inquiry asked, Template template, Excess excess) throws RefusedException {
    // While its result is read, the connection is not asked about the same statement again.
    Inquiry inquiry = asked.estimated(template.learned().estimate());
    var approvals = new ArrayList<>(template.approvals());
    approvals.add(approval(inquiry, template, excess));
    Decision decision = ask(inquiry, template.analysed(), approvals);
    RowLimit now = template.effects().limit();
    Optional<RowLimit> next =
        decision.fold(
            permit -> excess.lifting().next(now, RowLimit.in(permit)),
            deny -> Optional.empty(),
            again -> Optional.empty());
    if (next.isEmpty()) {
      StatementFacts facts = template.facts(inquiry.statementId(), inquiry.context().purpose());
      throw denied(inquiry, facts, decision, excess.budgets());
    }
    return template.widened(approvals, next.get());
  }

  private Approval approval(Inquiry inquiry, Template template, Excess excess)
      throws RefusedException {
    String version = template.permit().policyVersion();
    Optional<ApprovalRequirement> needed = excess.beyond();
    if (needed.isEmpty()) {
      recordExcess(inquiry, template, excess, excess.reason());
      throw RefusedException.denied(excess.reason());
    }
    try {
      return applicant.obtain(
          new Application(
              inquiry,
              template.analysed(),
              excess.question(version),
              needed.get(),
              template.approvals()));
    } catch (RefusedException e) {
      recordExcess(inquiry, template, excess, e.getMessage());
      throw e;
    }
  }

  /** While its result is read, the connection is not asked about anything. */
  private static void recordExcess(
      Inquiry inquiry, Template template, Excess excess, String reason) {
    var decision = new Decision.Deny(excess.rule(), template.permit().policyVersion(), reason);
    recordDenial(
        inquiry,
        template.facts(inquiry.statementId(), inquiry.context().purpose()),
        denial(decision, reason, excess.budgets()));
  }

  private Catalog catalog(Inquiry inquiry) {
    return cache.catalog(inquiry.context().target(), inquiry.place());
  }

  /** Has the database itself asked what it makes of what our own reading accepts. */
  private Confirmation confirmation(Inquiry inquiry, long generation) {
    return new ServerCheck(
        inquiry,
        cache.confirmed(inquiry.context().target(), inquiry.place(), generation),
        catalog(inquiry),
        ours ->
            ask(inquiry.unestimated(), ours, List.of())
                .fold(permit -> true, deny -> false, again -> true));
  }

  /** What a statement does that is about to run. */
  Analysis confirmed(Inquiry inquiry, long generation) {
    return analyse(inquiry, generation, confirmation(inquiry, generation));
  }

  private Analysis analyse(Inquiry inquiry, long generation, Confirmation confirmation) {
    if (inquiry.ask().isMetadata()) {
      return Described.of(inquiry.ask());
    }
    SessionPlace place = inquiry.place();
    var known = cache.statements(inquiry.context().target(), place, generation);
    return new SqlAnalyzer(place.dialect(), known)
        .analyze(inquiry.ask().sql(), catalog(inquiry), confirmation);
  }

  /** Records that the execution would store or compare what a mask made. */
  RefusedException guarded(Inquiry inquiry, Template template) {
    String version = template.permit().policyVersion();
    String objection = template.effects().guard().orElseThrow();
    return denied(
        inquiry, template.analysed(), new Decision.Deny("masked value", version, objection));
  }

  private RefusedException denied(Inquiry inquiry, Analysis analysis, Decision decision) {
    return denied(inquiry, facts(inquiry, analysis), decision, List.of());
  }

  private static RefusedException denied(
      Inquiry inquiry, StatementFacts facts, Decision decision, List<BudgetUse> budgets) {
    String reason =
        decision.fold(
            permit -> "the approval did not lift the limit",
            Decision.Deny::reason,
            Decision.RequestableDeny::reason);
    recordDenial(inquiry, facts, denial(decision, reason, budgets));
    return RefusedException.denied(
        NAMELESS.contains(decision.rule()) ? reason : reason + " (rule " + decision.rule() + ")");
  }

  /** What records say of the statement. */
  StatementFacts facts(Inquiry inquiry, Analysis analysis) {
    String purpose = inquiry.context().purpose();
    return Facts.of(inquiry.statementId(), analysis, purpose, relations(inquiry));
  }

  /** The same for all of its executions. */
  StatementFacts unnamed(Inquiry inquiry, Analysis analysis) {
    return Facts.of(Template.UNNAMED, analysis, "", relations(inquiry));
  }

  private RelationKinds relations(Inquiry inquiry) {
    return new RelationKinds(catalog(inquiry));
  }

  private static void recordDenial(Inquiry inquiry, StatementFacts facts, Ruling denial) {
    Recorder recorder = inquiry.recorder();
    recorder.note(new StatementDecided(recorder.header(inquiry.subject()), facts, denial));
  }

  private static Ruling denial(Decision decision, String reason, List<BudgetUse> budgets) {
    return new Ruling(
        PolicyMode.ENFORCE,
        Assessment.DENY,
        decision.rule(),
        decision.policyVersion(),
        reason,
        List.of(),
        "",
        "",
        budgets);
  }
}

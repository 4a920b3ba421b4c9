package io.jitjdbc.enforcement;

import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.enforcement.StatementCache.SubjectView;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.StatementText;
import io.jitjdbc.sql.lineage.SqlAnalyzer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Templates for whom the policy is only observed: the statement runs as under a permit that reveals
 * everything, and its ruling says what would have become of it. Asks nobody.
 */
final class Observer {
  private static final int NEVER = -1;
  private static final Pattern READING =
      Pattern.compile(
          "[\\s(]*(SELECT|WITH|SHOW|EXPLAIN|VALUES|TABLE)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Decider decider;
  private final StatementCache cache;
  private final InstantSource clock;
  private final MaskFunctions functions;

  Observer(Decider decider, StatementCache cache, InstantSource clock, MaskFunctions functions) {
    this.decider = decider;
    this.cache = cache;
    this.clock = clock;
    this.functions = functions;
  }

  /**
   * The template for a statement.
   *
   * @param version the policy that says that it is only observed
   */
  Template template(Inquiry inquiry, SubjectView view, String version) {
    long generation = cache.generation();
    Analysis analysis = decider.confirmed(inquiry, generation);
    Optional<Template> alike =
        analysis
            .<Optional<Template>>fold(
                analysed -> Optional.ofNullable(view.alike(analysed)).map(one -> one.of(analysed)),
                unknown -> Optional.empty())
            .filter(known -> known.isGoodFor(version, generation, clock.millis()));
    if (alike.isPresent()) {
      return alike.get();
    }
    Template fresh = fresh(inquiry, decider.assessed(inquiry, analysis), version, generation);
    if (fresh.isReusable()) {
      view.keepForOthers(fresh);
    }
    return fresh;
  }

  private Template fresh(Inquiry inquiry, Assessment assessment, String version, long generation) {
    Ruling ruling = assessment.ruling(PolicyMode.OBSERVE, functions);
    Optional<Planner> planner = assessment.planner(functions);
    ColumnPlan plan =
        planner
            .map(would -> ColumnPlan.observing(would.plan(assessment.outputs()), functions))
            .orElseGet(this::everything);
    RowLimit limit = planner.map(Planner::limit).orElse(RowLimit.NONE);
    Analysed known = known(assessment.analysis());
    Recording recording = planner.map(would -> would.recording(known)).orElse(null);
    var effects = Template.Effects.unmasked(known, plan, limit, recording);
    var permit = new Permit(ruling.rule(), version, assessment.each(), true);
    return new Template(
        known,
        permit,
        effects,
        List.of(),
        ruling,
        decider.unnamed(inquiry, assessment.analysis()),
        new Learned(),
        generation,
        clock.millis());
  }

  private ColumnPlan everything() {
    return ColumnPlan.unproven(0, true, functions);
  }

  /** The template for a statement about which nothing could be decided; good for one execution. */
  Template undecided(Inquiry inquiry, Ruling ruling) {
    Analysis analysis = unasked(inquiry.ask(), inquiry.place());
    Analysed known = known(analysis);
    var effects = Template.Effects.unmasked(known, everything(), RowLimit.NONE, null);
    var permit = new Permit(ruling.rule(), ruling.policyVersion(), List.of(), true);
    return new Template(
        known,
        permit,
        effects,
        List.of(),
        ruling,
        Facts.of(Template.UNNAMED, analysis, ""),
        new Learned(),
        NEVER,
        clock.millis());
  }

  private static Analysed known(Analysis analysis) {
    return analysis.fold(analysed -> analysed, unknown -> unread(unknown.text()));
  }

  /** What nobody understood may do whatever a routine may, unless it begins like a question. */
  private static Analysed unread(StatementText text) {
    boolean reads = READING.matcher(text.redacted()).matches();
    return new Analysed(
        text,
        reads ? StatementKind.QUERY : StatementKind.CALL,
        Set.of(),
        List.of(),
        Set.of(),
        Set.of());
  }

  /** The text as it may be recorded, without asking anybody who may have failed. */
  static Analysis unasked(Ask ask, SessionPlace place) {
    return new SqlAnalyzer(place.dialect()).analyze(ask.sql(), (schema, name) -> Optional.empty());
  }
}

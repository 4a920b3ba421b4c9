package io.jitjdbc.enforcement;

import io.jitjdbc.access.Action;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.StatementFacts;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.StatementText;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A permit as it applies to every execution of one text by one subject, until the policy or the
 * catalog changes.
 *
 * @param facts what records say of the text; made once, because sorting its accesses is not free
 * @param approvals what the permit rests on; a template with any is used only once
 * @param learned what its executions found out
 * @param madeAt epoch milliseconds; an old template is made again, because the catalog may have
 *     changed behind our back
 */
record Template(
    Analysed analysed,
    Permit permit,
    Effects effects,
    List<Approval> approvals,
    Ruling ruling,
    StatementFacts facts,
    Learned learned,
    long generation,
    long madeAt) {

  /** What records call the kind of a statement that could not be analysed. */
  static final String UNREAD = "UNKNOWN";

  /** In place of the id that each execution has. */
  static final EventId UNNAMED = new EventId("", 0);

  /** How long the catalog is believed without looking. */
  static final long LIFETIME_MILLIS = 60_000;

  /**
   * What the permit's obligations come to for this statement.
   *
   * @param touchesMasked whether the statement comes near values that the subject may not see
   * @param guard what an execution that carries a value made by a mask is refused with
   * @param mayChangeMeaning whether names may mean something else to the session afterwards
   * @param recording what is recorded beside events; null if nothing is
   * @param hasStar whether somebody who changes a definition moves the columns of the result
   */
  record Effects(
      ColumnPlan plan,
      RowLimit limit,
      boolean touchesMasked,
      Optional<String> guard,
      boolean mayChangeMeaning,
      boolean hasStar,
      @Nullable Recording recording) {

    /** Of a statement near whose values nothing is hidden. */
    static Effects unmasked(
        Analysed analysed, ColumnPlan plan, RowLimit limit, @Nullable Recording recording) {
      return new Effects(
          plan,
          limit,
          false,
          Optional.empty(),
          Template.mayChangeMeaning(analysed),
          Template.hasStar(analysed),
          recording);
    }

    Effects widened(RowLimit wider) {
      return new Effects(plan, wider, touchesMasked, guard, mayChangeMeaning, hasStar, recording);
    }
  }

  static Effects effects(Analysed analysed, Planner planner) {
    ColumnPlan plan = planner.plan(analysed.outputs());
    return new Effects(
        plan,
        planner.limit(),
        planner.touchesMasked() || plan.masksAnything(),
        planner.guard(),
        mayChangeMeaning(analysed),
        hasStar(analysed),
        planner.recording(analysed));
  }

  /** A routine that somebody wrote may do what SET and CREATE do. */
  private static boolean mayChangeMeaning(Analysed analysed) {
    return analysed.kind() == StatementKind.DDL
        || analysed.kind() == StatementKind.CALL
        || analysed.accesses().stream().anyMatch(access -> access.action() == Action.EXECUTE);
  }

  static Ruling ruling(Permit permit, ColumnPlan plan, List<Approval> approvals) {
    Optional<Approval> last =
        approvals.isEmpty() ? Optional.empty() : Optional.of(approvals.get(approvals.size() - 1));
    return new Ruling(
        Assessment.PERMIT,
        permit.rule(),
        permit.policyVersion(),
        "",
        plan.notes(),
        last.map(Approval::id).orElse(""),
        last.map(Approval::requestId).orElse(""));
  }

  /** {@code TABLE t} is {@code SELECT * FROM t}. */
  private static boolean hasStar(Analysed analysed) {
    String text = analysed.text().redacted();
    return text.indexOf('*') >= 0 || text.toUpperCase(Locale.ROOT).contains("TABLE");
  }

  /** The strictest plan that is known. */
  ColumnPlan plan() {
    ColumnPlan known = learned.confirmed();
    return known == null ? effects.plan() : known;
  }

  /** The same execution with more rows to hand out, and with what that rests on. */
  Template widened(List<Approval> more, RowLimit limit) {
    var wider = effects.widened(limit);
    return new Template(
        analysed, permit, wider, List.copyOf(more), ruling, facts, learned, generation, madeAt);
  }

  /** The same for another text that does the same. */
  Template of(Analysed other) {
    StatementFacts named = facts(other.text());
    return new Template(
        other, permit, effects, approvals, ruling, named, new Learned(), generation, madeAt);
  }

  /** The same for a text that differs in nothing but values, and so has the same result. */
  Template named(String digest) {
    var text = new StatementText(facts.text(), digest);
    StatementFacts named = facts(text);
    return new Template(
        analysed.as(text), permit, effects, approvals, ruling, named, learned, generation, madeAt);
  }

  /** The statement as this execution's record names it. */
  StatementFacts facts(EventId statementId, String purpose) {
    return new StatementFacts(
        statementId,
        facts.kind(),
        facts.text(),
        facts.digest(),
        facts.accesses(),
        purpose,
        facts.objects(),
        facts.lineage());
  }

  private StatementFacts facts(StatementText other) {
    return new StatementFacts(
        facts.id(),
        facts.kind(),
        other.redacted(),
        other.digest(),
        facts.accesses(),
        facts.purpose(),
        facts.objects(),
        facts.lineage());
  }

  /** Records what the execution is run with, as far as that is demanded. */
  void recordValues(Ask ask, EventId statementId, Recorder recorder) throws RefusedException {
    Recording recording = effects.recording();
    if (recording != null) {
      recording.keepValues(ask.binds(), statementId, recorder);
    }
  }

  /** Whether the execution carries what a mask made to a column that people see masked. */
  boolean isGuardedFrom(Ask ask) {
    return effects.guard().isPresent() && ask.carriesMask();
  }

  /**
   * What columns of the result are called.
   *
   * @param columns by JDBC index; not changed any more
   */
  List<String> labels(BitSet columns) {
    return learned.labels(columns, some -> some.stream().mapToObj(this::label).toList());
  }

  /** What a column of the result is called, by JDBC index. */
  String label(int index) {
    var outputs = analysed.outputs();
    return index <= outputs.size() ? outputs.get(index - 1).label() : "column " + index;
  }

  boolean isReusable() {
    return approvals.isEmpty()
        && isRead()
        && !SessionTables.isIn(analysed)
        && Obligations.of(permit).each().isEmpty();
  }

  /** Whether it is known what the statement does; one that is only observed may run unread. */
  boolean isRead() {
    return !facts.kind().equals(UNREAD);
  }

  /** Whether people may have to be asked about it when it has run, and other values are bound. */
  boolean asksLater() {
    return !isObserved() && effects.limit().asksLater();
  }

  /** Whether the statement runs as it is, whatever was decided about it. */
  boolean isObserved() {
    return ruling.mode() == PolicyMode.OBSERVE;
  }

  /**
   * Whether the session may be another one after it: only an observed statement may set what nobody
   * tracks, or put values where no policy looks for them.
   */
  boolean leavesTraces() {
    return isObserved() && !ruling.effect().equals(Assessment.PERMIT) && !(isRead() && onlyReads());
  }

  private boolean onlyReads() {
    boolean reads =
        analysed.kind() == StatementKind.QUERY || analysed.kind() == StatementKind.METADATA;
    return reads && analysed.accesses().stream().allMatch(need -> need.action() == Action.SELECT);
  }

  boolean isOf(long currentGeneration) {
    return generation == currentGeneration;
  }

  boolean isGoodFor(String policyVersion, long currentGeneration, long now) {
    return generation == currentGeneration
        && now - madeAt < LIFETIME_MILLIS
        && permit.policyVersion().equals(policyVersion);
  }
}

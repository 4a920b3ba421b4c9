package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Reading;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.detection.Sightings;
import io.jitjdbc.policy.Measure.People;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.TransactionStep;
import io.jitjdbc.sql.text.TransactionControl;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One execution that may go ahead, under its plan. Its decision is on record; its outcome is
 * recorded once, by {@link #finish}.
 */
public final class Permission {
  private static final BitSet NONE_READ = new BitSet();

  private final Session session;
  // Replaced by a wider one when people let more rows through.
  private volatile Template template;
  private final EventHeader decided;
  private final EventId statementId;
  private final Ask ask;
  private final AtomicBoolean finished = new AtomicBoolean();

  /** How many of its results were recorded so far. */
  private int recorded;

  private final FirstFindings findings = new FirstFindings();
  private final BudgetCounts counts = new BudgetCounts();

  Permission(
      Session session, Template template, EventHeader decided, EventId statementId, Ask ask) {
    this.session = session;
    this.template = template;
    this.decided = decided;
    this.statementId = statementId;
    this.ask = ask;
  }

  /** Whose rights counted. */
  private Subject subject() {
    return decided.subject();
  }

  public StatementKind kind() {
    return template.analysed().kind();
  }

  /** Whether the statement runs as it is, because the policy is only observed. */
  public boolean isObserved() {
    return template.isObserved();
  }

  /** One that stands for all of these, which are all only observed; else none can. */
  public static Optional<Permission> observed(List<Permission> all) {
    return all.stream().allMatch(Permission::isObserved)
        ? all.stream().findFirst()
        : Optional.empty();
  }

  /** Only a routine has further results; a single statement's plan is for its first one alone. */
  public boolean hasFurtherResults() {
    return kind() == StatementKind.CALL || isObserved();
  }

  /**
   * Whether names may mean something else afterwards without anybody having followed: only an
   * observed statement is let do that.
   */
  public boolean mayMoveUnseen() {
    return isObserved() && kind() == StatementKind.CALL;
  }

  /**
   * The plan for the statement's own result.
   *
   * @param width how many columns the database returned
   * @throws RefusedException if that is not what was decided
   */
  public ColumnPlan plan(int width) throws RefusedException {
    if (isObserved()) {
      ColumnPlan plan = template.effects().plan();
      return plan.width() == width ? plan : session.results().plan(width, true);
    }
    if (kind() == StatementKind.CALL) {
      return session.results().plan(width, revealsEverything());
    }
    if (kind() == StatementKind.SESSION || kind() == StatementKind.METADATA) {
      // What SHOW prints of a harmless setting, or the catalog's names; no data is behind it.
      return session.results().plan(width, true);
    }
    ColumnPlan plan = template.plan();
    if (plan.width() != width) {
      throw RefusedException.denied(
          "the database returned "
              + width
              + " columns where the statement was understood to have "
              + plan.width()
              + "; nothing is released. Definitions may have just changed: run it again");
    }
    return plan;
  }

  /**
   * The plan, where nothing that the database could say of the result makes a difference to it: it
   * was held against one, and the text alone tells how many columns there are.
   */
  public @Nullable ColumnPlan settledPlan() {
    boolean isPlain = !isObserved() && kind() != StatementKind.CALL;
    return isPlain && !template.effects().hasStar() ? template.learned().confirmed() : null;
  }

  /** Whether what the driver says of the result makes no difference to the plan any more. */
  public boolean isConfirmed() {
    return (template.learned().confirmed() != null && !template.effects().hasStar())
        || isObserved()
        || kind() == StatementKind.CALL
        || kind() == StatementKind.SESSION;
  }

  /**
   * The plan for the statement's own result, held against what the driver says of its columns: once
   * for each text, as long as its decision is good; each time if a star leaves their order to the
   * database.
   *
   * @throws RefusedException if that is not what was decided
   */
  public ColumnPlan plan(List<ReportedColumn> reported) throws RefusedException {
    ColumnPlan plan = plan(reported.size());
    if (isConfirmed()) {
      return plan;
    }
    ColumnPlan confirmed = session.confirmed(template, ask, subject(), statementId, reported);
    template.learned().confirm(confirmed);
    return confirmed;
  }

  /**
   * The plan for a result set of a routine.
   *
   * @param place from 0, in the order in which the routine hands them back; negative if not known
   * @param labels as the database names the columns
   */
  public ColumnPlan plan(int place, List<String> labels) {
    return call()
        .map(call -> call.result(place, labels))
        .orElseGet(() -> session.results().plan(labels.size(), revealsEverything()));
  }

  /**
   * How the value of an OUT parameter is shown: through a mask, or in clear if there is none.
   *
   * @param index by JDBC
   * @param registered the OUT parameters that were registered when the routine ran, by JDBC index
   * @throws RefusedException if it is not shown
   */
  public Optional<ColumnMask> parameter(int index, BitSet registered) throws RefusedException {
    return revealsEverything()
        ? Optional.empty()
        : call().orElseThrow(Permission::noCall).parameter(index, registered);
  }

  /** The JDBC index of the parameter that the policy calls so; 0 if there is none. */
  public int parameter(String name) {
    return call().map(call -> call.index(name)).orElse(0);
  }

  private Optional<CallPlan> call() {
    return kind() == StatementKind.CALL && !revealsEverything()
        ? session.results().call(ask.sql(), template.permit())
        : Optional.empty();
  }

  private static RefusedException noCall() {
    return RefusedException.denied("only a call has OUT parameters");
  }

  /**
   * The plan for generated keys, which are columns of the table that was written.
   *
   * @param labels as the database names the key columns
   * @throws RefusedException if the subject may not read the table
   */
  public ColumnPlan keysPlan(List<String> labels) throws RefusedException {
    if (isObserved()) {
      return session.results().plan(labels.size(), true);
    }
    return session.keysPlan(template.analysed(), subject(), statementId, labels);
  }

  /** Rows of one result set that may be handed out before somebody must be asked. */
  public long rowLimit() {
    return template.effects().limit().rows();
  }

  /**
   * Asks for the rows beyond the limit.
   *
   * @return the new limit
   * @throws RefusedException if they may not be handed out
   */
  public long beyondLimit() throws RefusedException {
    goBeyond(Excess.of(template.effects().limit().rowsObligation().orElseThrow()));
    return rowLimit();
  }

  void goBeyond(Excess excess) throws RefusedException {
    template = session.beyond(template, subject(), statementId, ask, excess);
  }

  /**
   * What counts the rows of one result of the statement; null if nothing has to.
   *
   * @param plan how the result is shown
   */
  public @Nullable RowBudgets budgets(ColumnPlan plan) {
    return template.effects().limit().countsRows()
        ? meters().budgets(template.effects().limit(), people -> persons(people, plan))
        : null;
  }

  /** The same for the keys that it generated, of which it is not told whom they are about. */
  public @Nullable RowBudgets keysBudgets() {
    return template.effects().limit().countsRows()
        ? meters().budgets(template.effects().limit(), people -> Persons.UNTOLD)
        : null;
  }

  private Meters meters() {
    return new Meters(this, counts, session.usage(), subject().key(), session.target());
  }

  /** What a routine hands back is not what its call's text says, and metadata has no text. */
  private Persons persons(People people, ColumnPlan plan) {
    return kind() == StatementKind.CALL || kind() == StatementKind.METADATA
        ? Persons.UNTOLD
        : Persons.in(template.analysed(), people, plan);
  }

  Optional<LimitResult> byteLimit() {
    return template.effects().limit().bytesObligation();
  }

  /** Whether people approved it, so that they may take that back while it is read. */
  public boolean isApproved() {
    return !template.approvals().isEmpty();
  }

  /**
   * Asks whether the approvals stand by which it runs; may block on the network.
   *
   * @throws RefusedException if one of them was revoked
   */
  public void requireApproved() throws RefusedException {
    session.gate().requireStanding(template.approvals());
  }

  /**
   * Keeps an eye on its approvals while the database is at work on it.
   *
   * @param cancel ends that; runs on another thread, at most once and as soon as somebody takes one
   *     back
   * @return to be closed when the database has answered
   */
  public RevocationWatch watch(Runnable cancel) {
    return session.gate().runs().begin(template.approvals(), cancel);
  }

  /**
   * Gives the approvals back by which nothing was read. Only a query's: what else failed may have
   * changed something before. Never throws.
   */
  public void giveBack() {
    if (kind() == StatementKind.QUERY || kind() == StatementKind.METADATA) {
      session.gate().giveBack(template.approvals());
    }
  }

  /** Whether diagnostics of the database may hold values that the subject may not see. */
  public boolean touchesMasked() {
    return template.effects().touchesMasked()
        || template.plan().masksAnything()
        || (kind() == StatementKind.CALL && !revealsEverything());
  }

  /** Whether names may mean something else to the session once the statement has run. */
  public boolean mayChangeMeaning() {
    return template.effects().mayChangeMeaning();
  }

  /** What it does to the transaction if it is SQL that controls one. */
  public TransactionStep transactionStep() {
    return kind() == StatementKind.SESSION
        ? TransactionControl.of(ask.sql(), session.results().dialect())
        : TransactionStep.NONE;
  }

  /** Whether the subject may also see what has no proven origin. */
  public boolean revealsEverything() {
    return template.permit().revealsEverything();
  }

  /** Is told what is found in the texts of a result's column. */
  public Sightings sightings(int column) {
    return findings.in(column);
  }

  /** Whether what the caller reads is recorded, cell by cell. */
  public boolean recordsReads() {
    Recording recording = template.effects().recording();
    return recording != null && recording.reads();
  }

  /** What is known of where a column of the statement's own result comes from; may be empty. */
  public String tags(int index) {
    Recording recording = template.effects().recording();
    return recording == null ? Recording.UNPROVEN : recording.tags(kind(), index);
  }

  /** What is said of columns of which that is not known. */
  public String unprovenTags() {
    return Recording.UNPROVEN;
  }

  /**
   * Begins the recording of a result.
   *
   * @throws RefusedException if it cannot be kept; nothing of the result may be handed out then
   */
  public RecordedResult open(List<ResultColumn> columns) throws RefusedException {
    Recording recording = template.effects().recording();
    if (recording == null) {
      throw new IllegalStateException("nothing is to be recorded");
    }
    return new RecordedResult(session.recorder(), recording, statementId, nextResult())
        .open(columns);
  }

  private synchronized int nextResult() {
    return ++recorded;
  }

  /** Whether it is on record what became of the statement. */
  public boolean isFinished() {
    return finished.get();
  }

  /** As {@link #finish(String, String, long, BitSet)}, where no column was read. */
  public void finish(String outcome, String sqlState, long rows) {
    finish(outcome, sqlState, rows, NONE_READ);
  }

  /**
   * Records what became of the statement; the first call counts. Never throws.
   *
   * @param outcome exhausted, closed, updated, failed, denied or cancelled
   * @param columnsRead by JDBC column index; not changed any more
   */
  public void finish(String outcome, String sqlState, long rows, BitSet columnsRead) {
    if (finished.compareAndSet(false, true)) {
      Recorder recorder = session.recorder();
      EventHeader header = recorder.following(decided);
      Duration duration = Duration.between(decided.time(), header.time());
      List<String> labels = template.labels(columnsRead);
      List<String> found = findings.notes(template::label);
      var reading = new Reading(outcome, sqlState, rows, labels, found, duration, counts.uses());
      recorder.note(new StatementFinished(header, statementId, reading));
      session.finished(kind());
    }
  }
}

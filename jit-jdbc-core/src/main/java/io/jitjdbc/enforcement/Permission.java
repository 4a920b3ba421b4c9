package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent.Reading;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.sql.StatementKind;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One execution that may go ahead, under its plan. Its decision is on record; its outcome is
 * recorded once, by {@link #finish}.
 */
public final class Permission {
  private final Session session;
  // Replaced by a wider one when people let more rows through.
  private volatile Template template;
  private final Subject subject;
  private final String statementId;
  private final Ask ask;
  private final long startedAt;
  private final AtomicBoolean finished = new AtomicBoolean();

  Permission(Session session, Template template, Subject subject, String statementId, Ask ask) {
    this.session = session;
    this.template = template;
    this.subject = subject;
    this.statementId = statementId;
    this.ask = ask;
    this.startedAt = session.millis();
  }

  public StatementKind kind() {
    return template.analysed().kind();
  }

  /**
   * The plan for the statement's own result.
   *
   * @param width how many columns the database returned
   * @throws RefusedException if that is not what was decided
   */
  public ColumnPlan plan(int width) throws RefusedException {
    if (kind() == StatementKind.CALL) {
      return session.unproven(width, revealsEverything());
    }
    if (kind() == StatementKind.SESSION) {
      // What SHOW prints of a harmless setting; no data is behind it.
      return session.unproven(width, true);
    }
    ColumnPlan plan = template.effects().plan();
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
   * The plan for generated keys, which are columns of the table that was written.
   *
   * @param labels as the database names the key columns
   * @throws RefusedException if the subject may not read the table
   */
  public ColumnPlan keysPlan(List<String> labels) throws RefusedException {
    return session.keysPlan(template.analysed(), subject, statementId, labels);
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
    template = session.beyond(template, subject, statementId, ask);
    return rowLimit();
  }

  /** Whether diagnostics of the database may hold values that the subject may not see. */
  public boolean touchesMasked() {
    return template.effects().touchesMasked()
        || (kind() == StatementKind.CALL && !revealsEverything());
  }

  /** Whether names may mean something else to the session once the statement has run. */
  public boolean mayChangeMeaning() {
    return template.effects().mayChangeMeaning();
  }

  /** Whether the subject may also see what has no proven origin. */
  public boolean revealsEverything() {
    return template.permit().revealsEverything();
  }

  private List<String> labels(BitSet columns) {
    var outputs = template.analysed().outputs();
    return columns.stream()
        .mapToObj(
            index -> index <= outputs.size() ? outputs.get(index - 1).label() : "column " + index)
        .toList();
  }

  /**
   * Records what became of the statement; the first call counts. Never throws.
   *
   * @param outcome exhausted, closed, updated, failed, denied or cancelled
   * @param columnsRead by JDBC column index
   */
  public void finish(String outcome, String sqlState, long rows, BitSet columnsRead) {
    if (finished.compareAndSet(false, true)) {
      Duration duration = Duration.ofMillis(session.millis() - startedAt);
      var reading = new Reading(outcome, sqlState, rows, labels(columnsRead), duration);
      Recorder recorder = session.recorder();
      recorder.note(new StatementFinished(recorder.header(subject), statementId, reading));
      session.finished(kind());
    }
  }
}

package io.jitjdbc.enforcement;

import io.jitjdbc.access.Context;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.SessionClosed;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.lineage.SqlAnalyzer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's way through the enforcement point. Thread-safe, as a JDBC connection is; holds
 * no lock while it waits for anybody.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final EnforcementPoint point;
  private final Admission admission;
  private final Recorder recorder;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Set<Patience> deciding = ConcurrentHashMap.newKeySet();
  private final long expiresAt;
  private volatile SessionPlace place;
  private volatile String purpose;
  private volatile Viewed viewed;

  /** The templates of whoever asked last; nearly always the next one to ask. */
  private record Viewed(
      Subject subject, SessionPlace place, String purpose, StatementCache.SubjectView view) {

    boolean isOf(Subject asking, SessionPlace where, String why) {
      return subject.equals(asking) && place.equals(where) && purpose.equals(why);
    }
  }

  Session(EnforcementPoint point, Admission admission, Recorder recorder, SessionPlace place) {
    this.point = point;
    this.admission = admission;
    this.recorder = recorder;
    this.place = place;
    this.purpose = admission.request().purpose();
    this.expiresAt = admission.lease().expiresAt().toEpochMilli();
    this.viewed = look(admission.subject(), place, purpose);
  }

  /**
   * Decides one execution and records the decision.
   *
   * @throws RefusedException if it may not go ahead; the message says why and what to do
   */
  public Permission permit(Ask ask) throws RefusedException {
    requireLease();
    String statementId = recorder.nextId();
    try {
      Subject subject = subject();
      Template template = template(ask, subject, statementId);
      requireNoMaskIn(ask, subject, statementId, template);
      recorder.require(
          new StatementDecided(
              recorder.header(subject), template.facts(statementId, purpose), template.ruling()));
      // Rows beyond a limit are asked for later, when other values may be bound.
      boolean limited = template.effects().limit().obligation().isPresent();
      return new Permission(this, template, subject, statementId, limited ? ask.bound() : ask);
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(undecided(ask), admission.subject(), statementId), e);
    }
  }

  /**
   * Refuses a text of which nothing is proven before the database gets to see it: some databases
   * read files while they prepare a statement.
   *
   * @throws RefusedException if it could not be permitted whatever the policy says
   */
  public void vet(String sql) throws RefusedException {
    requireLease();
    String statementId = recorder.nextId();
    var ask = new Ask(sql, () -> "", new Patience(), Duration.ZERO);
    try {
      point.decider().analysed(inquiry(ask, subject(), statementId));
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(undecided(ask), admission.subject(), statementId), e);
    }
  }

  /** The database login that the connection has. Not a secret. */
  public String databaseUser() {
    return admission.lease().credential().user();
  }

  /** The database, as the delegate's URL without properties. */
  public String target() {
    return admission.request().target();
  }

  /** Changes why the following statements run. */
  public void purpose(String text) {
    purpose = text;
  }

  public String purpose() {
    return purpose;
  }

  /** The session's names now mean something else. */
  public void moveTo(SessionPlace newPlace) {
    place = newPlace;
  }

  public boolean hasLease() {
    return !closed.get() && millis() < expiresAt;
  }

  /**
   * Does nothing while the lease lasts.
   *
   * @throws RefusedException {@code 08006} from the moment it ends
   */
  public void requireLease() throws RefusedException {
    if (!hasLease()) {
      throw new RefusedException(
          SqlState.LEASE_ENDED,
          "the lease "
              + admission.lease().id()
              + " behind this connection ended at "
              + admission.lease().expiresAt().truncatedTo(ChronoUnit.SECONDS)
              + "; open a new connection (a pool does so by itself)");
    }
  }

  /** Ends the session; the first reason is recorded. Never throws, never blocks on the database. */
  public void end(String reason) {
    if (closed.compareAndSet(false, true)) {
      deciding.forEach(patience -> patience.endForGood("the connection is closed"));
      point.ended(this);
      recorder.note(new SessionClosed(recorder.header(admission.subject()), reason));
    }
  }

  @Override
  public void close() {
    end("closed");
  }

  ColumnPlan unproven(int width, boolean reveal) {
    return ColumnPlan.unproven(width, reveal, point.maskFunctions());
  }

  ColumnPlan keysPlan(Analysed analysed, Subject subject, String statementId, List<String> labels)
      throws RefusedException {
    var ask = new Ask("", () -> "", new Patience(), Duration.ZERO);
    try {
      return point.keysPlanner().plan(inquiry(ask, subject, statementId), analysed, labels);
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(analysed, subject, statementId), e);
    }
  }

  Template beyond(Template template, Subject subject, String statementId, Ask ask)
      throws RefusedException {
    requireLease();
    try {
      return patiently(
          ask, () -> point.decider().beyond(inquiry(ask, subject, statementId), template));
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(template.analysed(), subject, statementId), e);
    }
  }

  /** A statement whose decision failed, as far as it is known. */
  private record Failed(Analysis analysis, Subject subject, String statementId) {}

  /** The one place where our own failure becomes a denial. */
  private RefusedException failed(Failed statement, Throwable cause) {
    String reason = "the decision failed; see the log for " + statement.statementId();
    LOG.error("Statement {} is denied: its decision failed", statement.statementId(), cause);
    recorder.note(
        new StatementDecided(
            recorder.header(statement.subject()),
            Decider.facts(statement.statementId(), statement.analysis(), purpose),
            new Ruling("deny", "failure", "", reason, List.of(), "")));
    return RefusedException.denied("nothing is released, because " + reason);
  }

  private void requireNoMaskIn(Ask ask, Subject subject, String statementId, Template template)
      throws RefusedException {
    Optional<String> objection = template.effects().guard();
    if (objection.isPresent() && ask.carriesMask()) {
      throw point
          .decider()
          .denied(
              inquiry(ask, subject, statementId),
              template.analysed(),
              new Deny("masked value", template.permit().policyVersion(), objection.get()));
    }
  }

  /** The text as it may be recorded, without asking anybody who may have failed. */
  private Analysis undecided(Ask ask) {
    return new SqlAnalyzer(place.dialect()).analyze(ask.sql(), (schema, name) -> Optional.empty());
  }

  void finished(StatementKind kind) {
    if (kind == StatementKind.DDL || kind == StatementKind.CALL) {
      point.cache().forgetEverything();
    }
  }

  Recorder recorder() {
    return recorder;
  }

  long millis() {
    return point.clock().millis();
  }

  private Subject subject() throws RefusedException {
    return point.components().subjects().current().orElse(admission.subject());
  }

  private Template template(Ask ask, Subject subject, String statementId) throws RefusedException {
    StatementCache.SubjectView view = view(subject);
    Template known = view.template(ask.sql());
    if (known != null && known.isGoodFor(point.policyVersion(), generation(), millis())) {
      return known;
    }
    Template fresh =
        patiently(ask, () -> point.decider().decide(inquiry(ask, subject, statementId), view));
    if (fresh.isReusable()) {
      view.keep(ask.sql(), fresh);
    }
    return fresh;
  }

  @FunctionalInterface
  private interface Decision<T> {
    T make() throws RefusedException;
  }

  /** Makes a decision that may wait for people, and lets the end of the session end the wait. */
  private <T> T patiently(Ask ask, Decision<T> decision) throws RefusedException {
    deciding.add(ask.patience());
    try {
      requireLease();
      T made = decision.make();
      // People take their time; the lease may have ended meanwhile.
      requireLease();
      return made;
    } finally {
      deciding.remove(ask.patience());
    }
  }

  private long generation() {
    return point.cache().generation();
  }

  private Inquiry inquiry(Ask ask, Subject subject, String statementId) {
    var context = new Context(point.clock().instant(), target(), admission.application(), purpose);
    return new Inquiry(ask, subject, context, place, recorder, statementId);
  }

  private StatementCache.SubjectView view(Subject subject) {
    Viewed last = viewed;
    if (!last.isOf(subject, place, purpose)) {
      last = look(subject, place, purpose);
      viewed = last;
    }
    return last.view();
  }

  private Viewed look(Subject subject, SessionPlace where, String why) {
    var key =
        new StatementCache.ViewKey(
            target(), where.dialect(), where.schema(), subject, admission.application(), why);
    return new Viewed(subject, where, why, point.cache().view(key));
  }
}

package io.jitjdbc.enforcement;

import io.jitjdbc.access.Context;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.SessionClosed;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementExplained;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.policy.Explanation;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.usage.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
  private final Set<Patience> deciding = ConcurrentHashMap.newKeySet();
  private final Tenure tenure;
  private volatile SessionPlace place;
  private final Acting acting;

  private final Traces traces = new Traces();

  private final LastView lastView;

  Session(EnforcementPoint point, Admission admission, Recorder recorder, SessionPlace place) {
    this.point = point;
    this.admission = admission;
    this.recorder = recorder;
    this.place = place;
    this.acting = new Acting(point.components().subjects(), admission);
    recorder.attribution().follow(acting::trace);
    this.tenure = point.tenure(admission);
    this.lastView = new LastView(point.cache(), admission, place);
  }

  /**
   * Decides one execution and records the decision.
   *
   * @throws RefusedException if it may not go ahead; the message says why and what to do
   */
  public Permission permit(Ask ask) throws RefusedException {
    Instant now = tenure.now();
    EventId statementId = recorder.nextId();
    try {
      Subject subject = acting.subject();
      Template known = known(view(subject), ask.sql(), last -> holds(last, now));
      Template template = known != null ? known : decided(ask, subject, statementId);
      if (!template.isObserved()) {
        requireUntraced();
        if (template.isGuardedFrom(ask)) {
          throw point.decider().guarded(inquiry(ask, subject, statementId), template);
        }
      }
      EventHeader header = known != null ? recorder.header(subject, now) : recorder.header(subject);
      record(template.ruling(), template, header, statementId);
      template.recordValues(ask, statementId, recorder);
      traces.note(template);
      Ask lasting = template.asksLater() ? ask.bound() : ask;
      return new Permission(this, template, header, statementId, lasting);
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(Observer.unasked(ask, place), admission.subject(), statementId), e);
    }
  }

  /**
   * Refuses a text of which nothing is proven before the database gets to see it: some databases
   * read files while they prepare a statement. Where the policy is only observed, records it.
   *
   * @throws RefusedException if it could not be permitted whatever the policy says
   */
  public void vet(String sql) throws RefusedException {
    tenure.requireNotEnded();
    if (known(view(acting.subject()), sql, this::isProven) != null) {
      return;
    }
    tenure.require();
    EventId statementId = recorder.nextId();
    var ask = new Ask(sql, () -> "", new Patience(), Duration.ZERO);
    try {
      Subject subject = acting.subject();
      Inquiry inquiry = inquiry(ask, subject, statementId);
      if (point.mode(subject) == PolicyMode.OBSERVE) {
        vetObserved(inquiry);
      } else {
        requireUntraced();
        point.decider().analysed(inquiry);
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(Observer.unasked(ask, place), admission.subject(), statementId), e);
    }
  }

  /** Whether the text was read, whatever the policy says of it now and how old that is. */
  private boolean isProven(Template known) {
    return known.isRead() && known.isOf(point.cache().generation());
  }

  private void vetObserved(Inquiry inquiry) throws RefusedException {
    Template template = observed(inquiry, view(inquiry.subject()), point.policyVersion());
    if (!template.isRead()) {
      EventHeader header = recorder.header(inquiry.subject());
      record(template.ruling(), template, header, inquiry.statementId());
    }
  }

  private void record(Ruling ruling, Template template, EventHeader header, EventId statementId)
      throws RefusedException {
    recorder.require(
        new StatementDecided(header, template.facts(statementId, acting.purpose()), ruling));
  }

  /** What ran without being held to the policy may have left what the policy cannot see. */
  private void requireUntraced() throws RefusedException {
    if (traces.areLeft()) {
      end("the policy is enforced from now on");
      throw Traces.refusal();
    }
  }

  /** Says what would be decided for whoever acts now; see {@link #explain(String, Subject)}. */
  public Explanation explain(String sql) throws RefusedException {
    return explain(sql, acting.subject());
  }

  /**
   * Says what would be decided, and records that it was asked. Nothing runs, and nobody is asked.
   *
   * @param about for whom
   */
  public Explanation explain(String sql, Subject about) throws RefusedException {
    tenure.require();
    EventId statementId = recorder.nextId();
    var ask = new Ask(sql, () -> "", new Patience(), Duration.ZERO);
    try {
      Inquiry inquiry = inquiry(ask, about, statementId);
      Assessment assessment = point.decider().assessed(inquiry);
      PolicyMode mode = point.mode(about);
      recorder.require(
          new StatementExplained(
              recorder.header(acting.subject()),
              about,
              point.decider().facts(inquiry, assessment.analysis()),
              assessment.ruling(mode, point.maskFunctions())));
      return new Explainer(assessment, point.maskFunctions())
          .explanation(about, mode, inquiry.estimate()::of);
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(Observer.unasked(ask, place), admission.subject(), statementId), e);
    }
  }

  /** Whether the policy wants to be asked about what JDBC's metadata tells. */
  public boolean mindsMetadata() {
    return point.components().policy().mindsMetadata();
  }

  /** Whether whoever acts now is not held to the policy. */
  public boolean isObserved() throws RefusedException {
    return point.mode(acting.subject()) == PolicyMode.OBSERVE;
  }

  /** The database login that the connection has. Not a secret. */
  public String databaseUser() {
    return admission.lease().credential().user();
  }

  /** Whether its connection was opened with that lease. */
  boolean has(Lease lease) {
    return admission.lease().id().equals(lease.id());
  }

  /** The database, as the delegate's URL without properties. */
  public String target() {
    return admission.request().target();
  }

  /** For whom and why statements run. */
  public Acting acting() {
    return acting;
  }

  /** The session's names now mean something else. */
  public void moveTo(SessionPlace newPlace) {
    place = newPlace;
  }

  /** How long it goes on. */
  public Tenure tenure() {
    return tenure;
  }

  /** Ends the session because its lease is over. */
  public void expire() {
    end(Tenure.EXPIRED);
  }

  /** Ends the session; the first reason is recorded. Never throws, never blocks on the database. */
  public void end(String reason) {
    if (tenure.end(reason)) {
      deciding.forEach(patience -> patience.endForGood("the connection is closed"));
      point.ended(this);
      recorder.note(new SessionClosed(recorder.header(admission.subject()), reason));
    }
  }

  @Override
  public void close() {
    end("closed");
  }

  /** What became of the approvals that its statements rest on. */
  ApprovalGate gate() {
    return point.gate();
  }

  UsageLedger usage() {
    return point.components().usage();
  }

  UnprovenResults results() {
    return new UnprovenResults(place.dialect(), point.maskFunctions());
  }

  ColumnPlan keysPlan(Analysed analysed, Subject subject, EventId statementId, List<String> labels)
      throws RefusedException {
    var ask = new Ask("", () -> "", new Patience(), Duration.ZERO);
    try {
      return point.keysPlanner().plan(inquiry(ask, subject, statementId), analysed, labels);
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(analysed, subject, statementId), e);
    }
  }

  /** The plan of a template, held against what the driver says of its first result. */
  ColumnPlan confirmed(
      Template template,
      Ask ask,
      Subject subject,
      EventId statementId,
      List<ReportedColumn> reported)
      throws RefusedException {
    try {
      return point.resultCheck().check(inquiry(ask, subject, statementId), template, reported);
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(template.analysed(), subject, statementId), e);
    }
  }

  /** The template of a statement that goes on, although it has handed out all that it may. */
  Template beyond(Template template, Subject subject, EventId statementId, Ask ask, Excess excess)
      throws RefusedException {
    tenure.require();
    try {
      if (template.isObserved()) {
        Ruling ruling = excess.observed(template.ruling());
        record(ruling, template, recorder.header(subject), statementId);
        RowLimit now = template.effects().limit();
        RowLimit next = excess.lifting().next(now, RowLimit.NONE).orElse(now);
        return template.widened(template.approvals(), next);
      }
      return patiently(
          ask, () -> point.decider().beyond(inquiry(ask, subject, statementId), template, excess));
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(new Failed(template.analysed(), subject, statementId), e);
    }
  }

  /** A statement whose decision failed, as far as it is known. */
  private record Failed(Analysis analysis, Subject subject, EventId statementId) {}

  /** The one place where our own failure becomes a denial. */
  private RefusedException failed(Failed statement, Throwable cause) {
    Ruling ruling = Assessment.failed(PolicyMode.ENFORCE, "", statement.statementId());
    LOG.error("Statement {} is denied: its decision failed", statement.statementId(), cause);
    recorder.note(
        new StatementDecided(
            recorder.header(statement.subject()),
            Facts.of(statement.statementId(), statement.analysis(), acting.purpose()),
            ruling));
    return RefusedException.denied("nothing is released, because " + ruling.reason());
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

  private Template decided(Ask ask, Subject subject, EventId statementId) throws RefusedException {
    StatementCache.SubjectView view = view(subject);
    // The version first: what is decided while the policy changes is not kept.
    String version = point.policyVersion();
    Inquiry inquiry = inquiry(ask, subject, statementId);
    Template fresh =
        point.mode(subject) == PolicyMode.OBSERVE
            ? observed(inquiry, view, version)
            : patiently(ask, () -> point.decider().decide(inquiry, view));
    if (!ask.isMetadata()
        && fresh.isReusable()
        && fresh.isGoodFor(version, point.cache().generation(), millis())) {
      view.keep(ask.sql(), fresh, place.dialect());
    }
    return fresh;
  }

  /** What was decided about the text, if that is still good. */
  private @Nullable Template known(
      StatementCache.SubjectView view, String sql, Predicate<Template> good) {
    Template last = lastView.template(view, sql);
    if (last != null && good.test(last)) {
      return last;
    }
    Template known = view.template(sql);
    if (known == null || !good.test(known)) {
      return null;
    }
    lastView.keep(view, sql, known);
    return known;
  }

  private boolean holds(Template known, Instant now) {
    return known.isGoodFor(
        point.policyVersion(now), point.cache().generation(), now.toEpochMilli());
  }

  /** Nobody is held up by a policy that is only observed, not even by its failure. */
  private Template observed(Inquiry inquiry, StatementCache.SubjectView view, String version) {
    try {
      return point.observer().template(inquiry, view, version);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("Statement {} is only observed: its decision failed", inquiry.statementId(), e);
      var ruling = Assessment.failed(PolicyMode.OBSERVE, version, inquiry.statementId());
      return point.observer().undecided(inquiry, ruling);
    }
  }

  @FunctionalInterface
  private interface Decision<T> {
    T make() throws RefusedException;
  }

  /** Makes a decision that may wait for people, and lets the end of the session end the wait. */
  private <T> T patiently(Ask ask, Decision<T> decision) throws RefusedException {
    deciding.add(ask.patience());
    try {
      tenure.require();
      T made = decision.make();
      // People take their time; the lease may have ended meanwhile.
      tenure.require();
      return made;
    } finally {
      deciding.remove(ask.patience());
    }
  }

  private Inquiry inquiry(Ask ask, Subject subject, EventId statementId) {
    var context =
        new Context(
            admission.subject(),
            point.clock().instant(),
            target(),
            admission.application(),
            acting.purpose());
    return new Inquiry(ask, subject, context, place, recorder, statementId, acting);
  }

  private StatementCache.SubjectView view(Subject subject) {
    return lastView.of(subject, place, acting.purpose());
  }
}

package io.jitjdbc.enforcement;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditBacklog;
import io.jitjdbc.audit.AuditEvent.SessionOpened;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.Identified;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stands between applications and a database: admits subjects, decides their statements and records
 * what they read. One for all connections with the same settings. Thread-safe.
 *
 * <p><b>Guarantees</b>: no statement runs that was not decided and recorded, nor one that was not
 * permitted, unless the policy says that its subject is only observed; none starts after its lease
 * ended. <b>Does not protect against</b> code in the same process that sets out to defeat it.
 */
public final class EnforcementPoint implements AutoCloseable {
  private final Components components;
  private final InstantSource clock;
  private final Tracing tracing;
  private final StatementCache cache = new StatementCache();
  private final LeaseStore leases;
  private final LeaseTimer timer;

  private final IssuedLeases issued;
  private final AtExit atExit = new AtExit(this::giveBack);
  private final ApprovalGate gate;
  private final Decider decider;
  private final Observer observer;
  private final KeysPlanner keysPlanner;
  private final ResultCheck resultCheck;
  private final MaskFunctions functions = MaskFunctions.find();

  /**
   * @param leaseCheck how often the broker is asked whether leases in use stand; zero for never
   */
  public EnforcementPoint(
      Components components, ApprovalMode mode, Duration leaseCheck, InstantSource clock) {
    this(components, mode, leaseCheck, clock, Tracing.BY_LOGGING);
  }

  /**
   * @param leaseCheck how often the broker is asked whether leases in use stand; zero for never
   * @param tracing what events say of where they come from
   */
  public EnforcementPoint(
      Components components,
      ApprovalMode mode,
      Duration leaseCheck,
      InstantSource clock,
      Tracing tracing) {
    this.components = requireNonNull(components);
    this.clock = requireNonNull(clock);
    this.tracing = requireNonNull(tracing);
    var source = new LeaseSource(components.broker(), components.policy(), clock);
    this.leases = new LeaseStore(source, clock);
    this.timer = new LeaseTimer(clock);
    this.issued = new IssuedLeases(leases, source, timer, clock, leaseCheck);
    this.gate = new ApprovalGate(components.approvals(), mode, clock);
    PolicyDecisionPoint policy = UnkeptRecordings.heed(components.policy(), components.sinks());
    this.decider = new Decider(policy, gate, cache, clock, functions);
    this.observer = new Observer(decider, cache, clock, functions);
    this.keysPlanner = new KeysPlanner(policy, functions);
    this.resultCheck = new ResultCheck(policy, cache, functions);
  }

  /**
   * Says who asks and obtains a lease for them; may block on the network.
   *
   * @param request how to connect: what was presented, and the circumstances
   * @throws RefusedException {@code 28000} or {@code 08001}; nothing was opened
   */
  public Admission admit(Arrival request) throws RefusedException {
    Identified who = components.subjects().identify(request.token());
    return lease(
        who.subject(),
        new LeaseRequest(
            who.subject(),
            request.target(),
            request.purpose(),
            request.application(),
            who.token()));
  }

  /** Obtains a fresh lease in place of one that the database did not accept. */
  public Admission admitAgain(Admission refused) throws RefusedException {
    leases.forget(refused.request(), refused.lease());
    return lease(refused.subject(), refused.request());
  }

  private Admission lease(Subject subject, LeaseRequest request) throws RefusedException {
    LeaseStore.Obtained obtained = leases.obtain(request);
    issued.renewed(obtained.lease());
    return new Admission(
        subject, request, obtained.lease(), obtained.isNew(), request.application());
  }

  /**
   * Begins a session on a connection that was opened with the admission's lease.
   *
   * @param abort tears the connection down without waiting for it; called once when the lease ends
   *     while the session is open
   * @throws RefusedException if the session cannot be recorded; the connection must be closed then
   */
  public Session begin(Admission admission, SessionPlace place, Runnable abort)
      throws RefusedException {
    String id = UUID.randomUUID().toString();
    var attribution = new Attribution(ThisProcess.facts(admission), tracing);
    var recorder = new Recorder(components.sinks(), clock, id, admission.subject(), attribution);
    Lease lease = admission.lease();
    atExit.arm();
    issued.use(admission, recorder);
    recorder.require(
        new SessionOpened(
            recorder.header(admission.subject()),
            admission.request().target(),
            admission.application(),
            admission.request().purpose(),
            lease.id()));
    var session = new Session(this, admission, recorder, place);
    timer.watch(session, lease.expiresAt(), abort);
    return session;
  }

  /** Ends every lease that is still good; the components are closed by who made them. */
  @Override
  public void close() {
    atExit.disarm();
    giveBack();
    gate.close();
  }

  private void giveBack() {
    timer.close();
    issued.endAll("closed");
    // What is left was issued for somebody who never got to connect.
    leases.drain().forEach(components.broker()::revoke);
  }

  Tenure tenure(Admission admission) {
    return new Tenure(admission.lease(), issued.of(admission.request()), clock);
  }

  void ended(Session session) {
    timer.forget(session);
  }

  Components components() {
    return components;
  }

  InstantSource clock() {
    return clock;
  }

  StatementCache cache() {
    return cache;
  }

  MaskFunctions maskFunctions() {
    return functions;
  }

  ApprovalGate gate() {
    return gate;
  }

  Decider decider() {
    return decider;
  }

  Observer observer() {
    return observer;
  }

  KeysPlanner keysPlanner() {
    return keysPlanner;
  }

  ResultCheck resultCheck() {
    return resultCheck;
  }

  /** Whether the subject is held to the policy at this moment. */
  PolicyMode mode(Subject subject) {
    return components.policy().mode(subject);
  }

  /** What an operator must see to although statements go on. */
  public Optional<String> policyProblem() {
    return components.policy().problem();
  }

  /** What its audit sinks have yet to carry elsewhere. */
  public List<AuditBacklog> auditBacklogs() {
    return components.sinks().stream().flatMap(sink -> sink.backlogs().stream()).toList();
  }

  /** The version of the policy that decides at this moment. */
  public String policyVersion() {
    return components.policy().version();
  }

  String policyVersion(Instant now) {
    return components.policy().version(now);
  }
}

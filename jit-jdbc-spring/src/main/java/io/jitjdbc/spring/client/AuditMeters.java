package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.policy.PolicyMode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Audit events as numbers; names, statements and values stay in the audit. */
final class AuditMeters implements AuditWatch, MeterBinder, AuditEvent.Cases<Boolean> {
  private static final List<String> EFFECTS = List.of("permit", "deny");
  private static final List<String> OBSERVATIONS = List.of("permit", "deny", "ask");
  private static final List<String> ANSWERS =
      List.of("approved", "rejected", "expired", "cancelled");

  private final Map<String, LongAdder> decisions = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> observations = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> approvals = new ConcurrentHashMap<>();
  private final LongAdder rows = new LongAdder();
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();

  @Override
  public AuditSink sink() {
    return event -> event.fold(this);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    EFFECTS.forEach(
        effect ->
            FunctionCounter.builder("jit.jdbc.decisions", decisions, all -> count(all, effect))
                .description("Statements decided")
                .tag("effect", effect)
                .register(registry));
    OBSERVATIONS.forEach(
        effect ->
            FunctionCounter.builder("jit.jdbc.observed", observations, all -> count(all, effect))
                .description("Statements run as they are, by what the policy would have decided")
                .tag("effect", effect)
                .register(registry));
    ANSWERS.forEach(
        status ->
            FunctionCounter.builder("jit.jdbc.approvals", approvals, all -> count(all, status))
                .description("Access requests answered, as seen by the statements that asked")
                .tag("status", status)
                .register(registry));
    FunctionCounter.builder("jit.jdbc.approvals.asked", approvals, all -> count(all, "asked"))
        .description("Access requests filed or joined")
        .register(registry);
    FunctionCounter.builder("jit.jdbc.rows", rows, LongAdder::sum)
        .description("Rows handed out or changed")
        .baseUnit("rows")
        .register(registry);
    Gauge.builder("jit.jdbc.sessions.active", sessions, Set::size)
        .description("Connections open with a lease")
        .register(registry);
  }

  private static double count(Map<String, LongAdder> counts, String key) {
    LongAdder count = counts.get(key);
    return count == null ? 0 : count.sum();
  }

  private static Boolean add(Map<String, LongAdder> counts, String key) {
    counts.computeIfAbsent(key, unseen -> new LongAdder()).increment();
    return true;
  }

  @Override
  public Boolean sessionOpened(AuditEvent.SessionOpened event) {
    return sessions.add(event.header().session());
  }

  @Override
  public Boolean sessionClosed(AuditEvent.SessionClosed event) {
    return sessions.remove(event.header().session());
  }

  @Override
  public Boolean leaseIssued(AuditEvent.LeaseIssued event) {
    return false;
  }

  @Override
  public Boolean leaseEnded(AuditEvent.LeaseEnded event) {
    return false;
  }

  @Override
  public Boolean statementDecided(AuditEvent.StatementDecided event) {
    boolean observed = event.ruling().mode() == PolicyMode.OBSERVE;
    return add(observed ? observations : decisions, event.ruling().effect());
  }

  @Override
  public Boolean statementExplained(AuditEvent.StatementExplained event) {
    return false;
  }

  @Override
  public Boolean statementFinished(AuditEvent.StatementFinished event) {
    rows.add(event.reading().rows());
    return true;
  }

  @Override
  public Boolean approvalAsked(AuditEvent.ApprovalAsked event) {
    return add(approvals, "asked");
  }

  @Override
  public Boolean approvalBypassed(AuditEvent.ApprovalBypassed event) {
    return add(approvals, "bypassed");
  }

  @Override
  public Boolean approvalAnswered(AuditEvent.ApprovalAnswered event) {
    return add(approvals, event.status().toLowerCase(Locale.ROOT));
  }
}

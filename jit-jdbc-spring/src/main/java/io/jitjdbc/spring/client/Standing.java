package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditEvent.ApprovalAnswered;
import io.jitjdbc.audit.AuditEvent.ApprovalAsked;
import io.jitjdbc.audit.AuditEvent.LeaseEnded;
import io.jitjdbc.audit.AuditEvent.LeaseIssued;
import io.jitjdbc.audit.AuditSink;
import java.util.List;
import java.util.Map;

/** What has begun in this application and not ended, by what its audit says. Thread-safe. */
final class Standing implements AuditWatch, SomeEvents {
  private final Map<String, HeldLease> leases = Latest.map();
  private final Map<String, OpenRequest> requests = Latest.map();

  /**
   * A login that connections have.
   *
   * @param subject who connected with it, by name
   * @param expiresAt as it was issued; a broker may have given it more time since
   */
  record HeldLease(
      String lease, String databaseUser, String target, String subject, String expiresAt) {}

  /**
   * A request that statements of this application wait for, or failed for.
   *
   * @param askedAt when one did so last
   */
  record OpenRequest(
      String request, String rule, String subject, List<String> approvers, String askedAt) {}

  @Override
  public AuditSink sink() {
    return event -> event.fold(this);
  }

  @Override
  public Boolean leaseIssued(LeaseIssued event) {
    leases.put(
        event.leaseId(),
        new HeldLease(
            event.leaseId(),
            event.databaseUser(),
            event.target(),
            event.header().subject().name(),
            event.expiresAt().toString()));
    return true;
  }

  @Override
  public Boolean leaseEnded(LeaseEnded event) {
    return leases.remove(event.leaseId()) != null;
  }

  @Override
  public Boolean approvalAsked(ApprovalAsked event) {
    requests.put(
        event.requestId(),
        new OpenRequest(
            event.requestId(),
            event.rule(),
            event.header().subject().name(),
            event.groups(),
            event.header().time().toString()));
    return true;
  }

  @Override
  public Boolean approvalAnswered(ApprovalAnswered event) {
    return requests.remove(event.requestId()) != null;
  }

  /** In the order in which they were issued. */
  List<HeldLease> leases() {
    synchronized (leases) {
      return List.copyOf(leases.values());
    }
  }

  /** In the order in which they were first asked. */
  List<OpenRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests.values());
    }
  }
}

package io.jitjdbc.testing;

import static io.jitjdbc.testing.AccessRequests.person;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A service whose callers have the tokens of whoever they say they are. */
public final class TokenBearing implements ApprovalService, ApprovalDesk {
  private static final Subject READER = person("reader", "dba", "security");

  private final ApprovalService client;
  private final SubjectTokens tokens;

  /**
   * @param client that takes everybody for who their token says
   */
  public TokenBearing(ApprovalService client, SubjectTokens tokens) {
    this.client = client;
    this.tokens = tokens;
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    return client.file(draft, tokens.presented(draft));
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    return client.state(requestId);
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    return client.consume(requestId);
  }

  @Override
  public void giveBack(Approval approval) {
    client.giveBack(approval);
  }

  @Override
  public void cancel(String requestId) {
    client.cancel(requestId);
  }

  @Override
  public Watch watch(String requestId, Duration atMost, Runnable changed) {
    return client.watch(requestId, atMost, changed);
  }

  @Override
  public String nextStep(AccessRequest request) {
    return client.nextStep(request);
  }

  @Override
  public Duration pollInterval() {
    return client.pollInterval();
  }

  @Override
  public Optional<ApprovalDesk> desk() {
    return Optional.of(this);
  }

  private ApprovalDesk as(Subject person) {
    return client.desk(tokens.token(person)).orElseThrow();
  }

  @Override
  public List<Entry> open() throws RefusedException {
    return as(READER).open();
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    return as(READER).find(requestId);
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    return as(approver).answer(requestId, approver, granted, comment);
  }

  @Override
  public RequestState revoke(String requestId, Subject by, String comment) throws RefusedException {
    return as(by).revoke(requestId, by, comment);
  }

  @Override
  public void delegate(Delegation delegation) throws RefusedException {
    as(delegation.absent()).delegate(delegation);
  }
}

package io.jitjdbc.approval.evidence;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.testing.SigningPeople;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A service at whose desk everybody signs what they say, with a key that is pinned. */
public final class SigningApprovals implements ApprovalService, ApprovalDesk {
  private final ApprovalService service;
  private final ApprovalDesk desk;
  private final SigningPeople people;
  private final InstantSource clock;

  public SigningApprovals(ApprovalService service, SigningPeople people, InstantSource clock) {
    this.service = service;
    this.desk = service.desk().orElseThrow();
    this.people = people;
    this.clock = clock;
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    AccessRequest request = desk.find(requestId).request();
    if (!granted || request.isEmergency()) {
      return desk.answer(requestId, approver, granted, comment);
    }
    people.know(approver);
    return desk.answer(
        requestId,
        approver,
        SignedYes.by(people.signer(approver), request, comment, clock.instant()));
  }

  @Override
  public void delegate(Delegation delegation) throws RefusedException {
    people.know(delegation.absent());
    desk.delegate(delegation.signed(people.signer(delegation.absent()).sign(delegation)));
  }

  @Override
  public AccessRequest file(AccessRequest draft) throws RefusedException {
    return service.file(draft);
  }

  @Override
  public RequestState state(String requestId) throws RefusedException {
    return service.state(requestId);
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    return service.consume(requestId);
  }

  @Override
  public void giveBack(Approval approval) {
    service.giveBack(approval);
  }

  @Override
  public void cancel(String requestId) {
    service.cancel(requestId);
  }

  @Override
  public Optional<ApprovalDesk> desk() {
    return Optional.of(this);
  }

  @Override
  public Duration pollInterval() {
    return service.pollInterval();
  }

  @Override
  public List<Entry> open() throws RefusedException {
    return desk.open();
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    return desk.find(requestId);
  }

  @Override
  public RequestState revoke(String requestId, Subject by, String comment) throws RefusedException {
    return desk.revoke(requestId, by, comment);
  }

  @Override
  public void close() {
    service.close();
  }
}

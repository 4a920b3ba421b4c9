package io.jitjdbc.approval.webhook;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * A service whose desk sends each answer as a signed delivery. What the listener turns away has to
 * be what the real desk refuses.
 */
final class DeliveredAnswers implements ApprovalService, ApprovalDesk {
  private final WebhookFixture fixture;
  private final ApprovalService service;
  private final ApprovalDesk desk;

  DeliveredAnswers(WebhookFixture fixture, ApprovalService service) {
    this.fixture = fixture;
    this.service = service;
    this.desk = service.desk().orElseThrow();
  }

  @Override
  public synchronized RequestState answer(
      String requestId, Subject approver, boolean granted, String comment) throws RefusedException {
    int before = answers(requestId);
    fixture.knows(approver);
    int status =
        status(WebhookFixture.decision(requestId, '@' + approver.name(), granted, comment));
    if (status == 204 && answers(requestId) > before) {
      return service.state(requestId);
    }
    // Taken already, or turned away.
    assertThat(answers(requestId)).isEqualTo(before);
    desk.answer(requestId, approver, granted, comment);
    throw new AssertionError("the desk takes what the listener answered with " + status);
  }

  private int status(String decision) {
    try {
      return fixture.deliver(WebhookFixture.decided(decision));
    } catch (Exception e) {
      // Nothing listens before something was filed.
      assertThat(e).isInstanceOf(java.net.ConnectException.class);
      return 0;
    }
  }

  private int answers(String requestId) throws RefusedException {
    return desk.find(requestId).state().answers().size();
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
  public void giveBack(Approval approval) {
    service.giveBack(approval);
  }

  @Override
  public Optional<Approval> consume(String requestId) throws RefusedException {
    return service.consume(requestId);
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
  public void delegate(Delegation delegation) throws RefusedException {
    desk.delegate(delegation);
  }
}

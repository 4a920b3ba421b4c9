package io.jitjdbc.approval.jira;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A service whose desk answers in Jira. What does not come in from there has to be what the real
 * desk refuses. With an answer Jira tells no comment: where one came from there, this puts in its
 * place what the contract said to it.
 */
final class TicketAnswers implements ApprovalService, ApprovalDesk {
  private final JiraFixture fixture;
  private final ApprovalService service;
  private final ApprovalDesk desk;
  private final Map<String, String> comments = new ConcurrentHashMap<>();

  TicketAnswers(JiraFixture fixture, ApprovalService service) {
    this.fixture = fixture;
    this.service = service;
    this.desk = service.desk().orElseThrow();
  }

  @Override
  public synchronized RequestState answer(
      String requestId, Subject approver, boolean granted, String comment) throws RefusedException {
    int before = answers(requestId);
    fixture.knows(approver);
    vote(requestId, approver.name(), granted);
    pause();
    RequestState state = state(requestId);
    if (state.answers().size() > before) {
      assertThat(state.answers().get(before).granted()).isEqualTo(granted);
      comments.put(requestId + approver.key(), comment);
      return state(requestId);
    }
    // Taken already, or turned away: in Jira it would stand, and count when its stage has come.
    takeBack(requestId, approver.name());
    desk.answer(requestId, approver, granted, comment);
    throw new AssertionError("the desk takes what did not come from Jira");
  }

  private static void pause() {
    try {
      Thread.sleep(3);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<FakeIssue> tickets(String requestId) {
    return fixture.tickets().stream()
        .filter(ticket -> ticket.summary.startsWith("jit-" + requestId))
        .toList();
  }

  private void takeBack(String requestId, String name) {
    Object person = FakeIssue.person(name, true);
    for (FakeIssue ticket : tickets(requestId)) {
      if (ticket.approvals.isEmpty()) {
        ticket.move(person, fixture.clock.instant(), "Open");
      } else {
        ticket.approvals.remove(ticket.approvals.size() - 1);
      }
    }
  }

  private void vote(String requestId, String name, boolean granted) {
    Object person = FakeIssue.person(name, true);
    for (FakeIssue ticket : tickets(requestId)) {
      if (ticket.labels.isEmpty()) {
        ticket.approvalBy(person, granted ? "approved" : "declined");
      } else {
        ticket.move(person, fixture.clock.instant(), granted ? "Approved" : "Rejected");
      }
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
    return commented(requestId, service.state(requestId));
  }

  private RequestState commented(String requestId, RequestState state) {
    List<Answer> answers =
        state.answers().stream()
            .map(
                answer ->
                    new Answer(
                        answer.approver(),
                        answer.approverName(),
                        answer.granted(),
                        answer.comment().matches("in Jira, JIT-\\d+")
                            ? comments.getOrDefault(requestId + answer.approver(), "")
                            : answer.comment(),
                        answer.at(),
                        answer.absent()))
            .toList();
    return new RequestState(state.status(), answers, state.ending());
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
    Entry entry = desk.find(requestId);
    return new Entry(entry.request(), commented(requestId, entry.state()));
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

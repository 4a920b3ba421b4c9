package io.jitjdbc.approval.jira;

import static io.jitjdbc.approval.jira.FakeJira.status;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jira is asked gently, and nothing that it answers approves by accident. */
class JiraPollTest {
  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock();
  private JiraFixture fixture;

  @BeforeEach
  void begins() throws Exception {
    fixture = new JiraFixture(directory, clock);
    fixture.knows(person("dora", "dba"));
  }

  @AfterEach
  void ends() {
    fixture.close();
  }

  private String read() {
    return "GET /rest/api/2/issue/" + fixture.ticket().key;
  }

  @Test
  void aRequestIsAskedAboutOnceInAnInterval() throws Exception {
    ApprovalService service = fixture.open("poll", "1m");
    AccessRequest filed = fixture.file(service, 1);

    for (int i = 0; i < 20; i++) {
      service.state(filed.id());
    }

    assertThat(fixture.jira.count(read())).isEqualTo(1);
  }

  @Test
  void manyThatWaitAreAskedAboutAtOnceAndOnlyChangedOnesAreRead() throws Exception {
    ApprovalService service = fixture.open("poll", "1s");
    List<AccessRequest> filed = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      filed.add(service.file(draft("SELECT " + i, requirement(1, 1), clock.instant())));
      service.state(filed.get(i).id());
    }
    Thread.sleep(1100);
    fixture.jira.calls.clear();
    FakeIssue changed = fixture.tickets().get(3);
    changed.move(FakeIssue.person("dora", true), clock.instant(), "Approved");

    for (AccessRequest one : filed) {
      service.state(one.id());
    }

    assertThat(fixture.jira.calls)
        .filteredOn(call -> call.startsWith("GET") && !call.contains("comment"))
        .hasSize(2)
        .anyMatch(call -> call.contains(changed.key));
    assertThat(service.state(filed.get(3).id()).status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void aRequestThatNobodyWaitsForIsNotAskedAbout() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    fixture.jira.calls.clear();

    Thread.sleep(50);
    service.cancel(filed.id());
    service.state(filed.id());

    assertThat(fixture.jira.calls).noneMatch(call -> call.contains("changelog"));
  }

  @Test
  void aJiraThatIsTooBusyIsLeftAloneForAsLongAsItSays() throws Exception {
    ApprovalService service = fixture.open("timeout", "1s");
    AccessRequest filed = fixture.file(service, 1);
    fixture.move("dora", "Approved");
    fixture.jira.script(read(), status(429, "{}", "Retry-After", "2"));

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
    int calls = fixture.jira.calls.size();
    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
    assertThat(fixture.jira.calls).hasSize(calls);

    Thread.sleep(2100);
    assertThat(fixture.look(service, filed)).isEqualTo(Status.APPROVED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"key\":\"JIT-100\",\"fields\":{}}",
        "{\"key\":\"JIT-100\",\"fields\":{\"status\":{\"name\":\"Approved\"}},\"changelog\":{}}",
        "{\"key\":\"JIT-100\",\"fields\":null,\"changelog\":{\"total\":-1,\"histories\":[]}}"
      })
  void whatCannotBeReadSaysNothing(String answer) throws Exception {
    ApprovalService service = fixture.open("timeout", "1s");
    AccessRequest filed = fixture.file(service, 1);
    for (int i = 0; i < 5; i++) {
      fixture.jira.script(read(), status(200, answer));
    }

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
    assertThat(service.consume(filed.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 410, 500})
  void anAnswerThatIsNoneSaysNothing(int code) throws Exception {
    ApprovalService service = fixture.open("timeout", "1s");
    AccessRequest filed = fixture.file(service, 1);
    fixture.move("dora", "Approved");
    for (int i = 0; i < 5; i++) {
      fixture.jira.script(read(), status(code, "{}", "Location", fixture.jira.address()));
    }

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void oneFailureIsAskedAgain() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    fixture.move("dora", "Approved");
    fixture.jira.script(read(), status(500, ""), status(503, "", "Retry-After", "1"));

    assertThat(fixture.look(service, filed)).isEqualTo(Status.APPROVED);
  }

  @Test
  void aTicketThatWasDeletedLeavesTheRequestToTheDesk() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    fixture.jira.issues.remove(fixture.ticket().key);

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
    service.desk().orElseThrow().answer(filed.id(), person("dora", "dba"), true, "");
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void whoeverWaitsIsToldWhereToAnswer() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);

    assertThat(service.nextStep(filed)).contains(fixture.ticket().key, "jit approve " + filed.id());
    assertThat(service.pollInterval()).isEqualTo(Duration.ofMillis(1));
  }
}

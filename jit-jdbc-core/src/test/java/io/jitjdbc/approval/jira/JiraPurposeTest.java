package io.jitjdbc.approval.jira;

import static io.jitjdbc.approval.jira.FakeJira.status;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.MutableClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A purpose that names an issue names one that there is. */
class JiraPurposeTest {
  @TempDir private Path directory;
  private JiraFixture fixture;

  @BeforeEach
  void begins() throws Exception {
    fixture = new JiraFixture(directory, new MutableClock());
  }

  @AfterEach
  void ends() {
    fixture.close();
  }

  private AccessRequest file(ApprovalService service, String purpose) throws RefusedException {
    AccessRequest some = draft(JiraFixture.SQL, requirement(1, 1), fixture.clock.instant());
    ApprovalBinding binding = some.binding();
    return service.file(
        new AccessRequest(
            some.id(),
            some.subject(),
            some.actor(),
            new ApprovalBinding(
                binding.subject(),
                binding.actor(),
                binding.target(),
                binding.statement(),
                binding.binds(),
                binding.scope(),
                purpose,
                binding.policyVersion()),
            some.requirement(),
            some.summary(),
            some.filedAt()));
  }

  @Test
  void anIssueThatThereIsNotIsRefused() throws Exception {
    ApprovalService service = fixture.open();

    assertThatThrownBy(() -> file(service, "ABC-123"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("ABC-123")
        .hasMessageContaining("jit.purpose");

    assertThat(fixture.tickets()).isEmpty();
    assertThat(service.desk().orElseThrow().open()).isEmpty();
  }

  @Test
  void anIssueInTheWrongStateIsRefused() throws Exception {
    ApprovalService service = fixture.open("purpose.states", "In Progress, id-of-Review");

    assertThatThrownBy(() -> file(service, "TICKET-7"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("TICKET-7")
        .hasMessageContaining("In Progress");

    fixture.jira.issues.get("TICKET-7").status = "in progress";
    file(service, "TICKET-7");
    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void aStateMayBeNamedByItsId() throws Exception {
    fixture.jira.issues.get("TICKET-7").status = "Review";

    file(fixture.open("purpose.states", "id-of-Review"), "TICKET-7");

    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void aJiraThatDoesNotSayIsNoYes() {
    ApprovalService service = fixture.open("timeout", "1s");
    fixture.jira.script(
        "GET /rest/api/2/issue/TICKET-7", status(403, "{\"errorMessages\":[\"no\"]}"));

    assertThatThrownBy(() -> file(service, "TICKET-7"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("could not be found out");
    assertThat(fixture.tickets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "salaries are not paid", "abc-1", "ABC-1/../../x", "ABC-1?x=y", "A-B-1"})
  void anyOtherPurposeIsText(String purpose) throws Exception {
    file(fixture.open(), purpose);

    assertThat(fixture.tickets()).hasSize(1);
    assertThat(fixture.jira.links).isEmpty();
    assertThat(fixture.jira.calls).noneMatch(call -> call.startsWith("GET /rest/api/2/issue/A"));
  }

  @Test
  void theCheckCanBeLeftOut() throws Exception {
    file(fixture.open("purpose.check", "false"), "CVE-2024");

    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void whatIsOpenAlreadyIsNotCheckedAgain() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = file(service, "TICKET-7");
    fixture.jira.issues.remove("TICKET-7");

    assertThat(file(service, "TICKET-7")).isEqualTo(filed);
  }
}

package io.jitjdbc.approval.jira;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.MutableClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as an answer where people answer the approval of a service request. */
class JiraRequestTest {
  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock();
  private JiraFixture fixture;
  private ApprovalService service;

  @BeforeEach
  void begins() throws Exception {
    fixture = new JiraFixture(directory, clock);
    fixture.knows(person("dora", "dba"), person("sam", "security"), person("ann", "dba"));
    service = fixture.openDesk();
  }

  @AfterEach
  void ends() {
    fixture.close();
  }

  private void says(String name, String decision) {
    fixture.ticket().approvalBy(FakeIssue.person(name, true), decision);
  }

  @Test
  void eachApproversOwnDecisionCounts() throws Exception {
    AccessRequest filed = fixture.file(service, 2);

    says("dora", "approved");
    says("sam", "pending");
    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
    says("sam", "approved");

    assertThat(fixture.look(service, filed)).isEqualTo(Status.APPROVED);
    assertThat(service.consume(filed.id()).orElseThrow().approvers())
        .containsExactly("dora", "sam");
  }

  @Test
  void aDeclineEndsIt() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    says("dora", "approved");
    says("sam", "declined");

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REJECTED);
  }

  @Test
  void theOutcomeWithoutAnApproverSaysNothing() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture
        .ticket()
        .approvals
        .add(FakeIssue.approval("approved", FakeIssue.person("dora", true), "pending"));

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void anApprovalOfAnOutcomeThatNobodyKnowsSaysNothing() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture
        .ticket()
        .approvals
        .add(FakeIssue.approval("cancelled", FakeIssue.person("dora", true), "approved"));

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void theSubjectCannotApproveItsOwn() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    says("ann", "approved");

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void morePagesThanOneSayNothing() throws Exception {
    AccessRequest filed = fixture.file(service, 1);
    says("dora", "approved");
    fixture.jira.script(
        "GET /approval", FakeJira.status(200, "{\"values\":[],\"isLastPage\":false}"));

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
    assertThat(fixture.look(service, filed)).isEqualTo(Status.APPROVED);
  }

  @Test
  void aTextThatWasChangedMakesTheApprovalWorthless() throws Exception {
    AccessRequest filed = fixture.file(service, 1);
    fixture
        .ticket()
        .change(FakeIssue.person("ann", true), clock.instant(), "description", "harmless");
    says("dora", "approved");
    Thread.sleep(3);

    assertThatThrownBy(() -> service.state(filed.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("was changed after it was made");
    assertThat(service.consume(filed.id())).isEmpty();
  }

  @Test
  void fieldsThatARequestTypeNeedsAreGiven() throws Exception {
    ApprovalService withMore =
        fixture.open(
            "way", "request",
            "service-desk", "10",
            "request-type", "25",
            "fields", "{\"customfield_1\":[{\"accountId\":\"x\"}]}");

    fixture.file(withMore, 1);

    assertThat(fixture.tickets()).hasSize(1);
  }
}

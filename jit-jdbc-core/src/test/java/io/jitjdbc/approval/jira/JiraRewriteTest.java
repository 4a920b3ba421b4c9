package io.jitjdbc.approval.jira;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read is what they approve: nobody may put something else in its place. */
class JiraRewriteTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"description", "summary"})
  void aTicketWhoseTextWasChangedIsWithdrawn(String field) throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    fixture.ticket().change(FakeIssue.person("ann", true), clock.instant(), field, "harmless");
    fixture.move("dora", "Approved");
    // And back again, after it was read.
    fixture.ticket().change(FakeIssue.person("ann", true), clock.instant(), field, "as before");
    Thread.sleep(3);

    assertThatThrownBy(() -> service.state(filed.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(filed.id())
        .hasMessageContaining("Run the statement again");

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.CANCELLED);
    assertThat(service.state(filed.id()).answers()).isEmpty();
    assertThat(fixture.comments(fixture.ticket(), 2))
        .anySatisfy(comment -> assertThat(comment).contains("was changed after it was made"));
  }

  @Test
  void theStatementIsAskedAnewThen() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    fixture.ticket().change(FakeIssue.person("ann", true), clock.instant(), "description", "x");
    Thread.sleep(3);
    assertThatThrownBy(() -> service.state(filed.id())).isInstanceOf(RefusedException.class);

    AccessRequest again = fixture.file(service, 1);

    assertThat(again.id()).isNotEqualTo(filed.id());
    assertThat(fixture.tickets()).hasSize(2);
  }

  @Test
  void otherFieldsMayChange() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    fixture.ticket().change(FakeIssue.person("ann", true), clock.instant(), "assignee", "dora");
    fixture.move("dora", "Approved");

    assertThat(fixture.look(service, filed)).isEqualTo(Status.APPROVED);
  }

  @Test
  void aTicketOfSomebodyElseIsNotTakenForOurs() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2)) {
      AccessRequest filed = fixture.file(fixture.openOn(database), 1);
      FakeIssue ours = fixture.jira.issues.remove(fixture.ticket().key);
      FakeIssue theirs =
          fixture.jira.add(
              "JIT-1",
              "mallory",
              Map.of("summary", ours.summary, "description", "harmless", "labels", ours.labels));
      ApprovalService restarted = fixture.openOn(database);
      theirs.move(FakeIssue.person("dora", true), clock.instant(), "Approved");

      assertThat(fixture.look(restarted, filed)).isEqualTo(Status.REQUESTED);
    }
  }

  @Test
  void ourTicketForAnotherRequestIsNotTakenForThisOneByItsLabel() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2)) {
      AccessRequest filed = fixture.file(fixture.openOn(database), 1);
      FakeIssue ours = fixture.jira.issues.remove(fixture.ticket().key);
      FakeIssue other =
          fixture.jira.add(
              "JIT-1",
              FakeJira.SELF,
              Map.of(
                  "summary",
                  "jit-00000000: Ann asks for less",
                  "description",
                  "harmless",
                  "labels",
                  List.of(ours.labels.get(0))));
      ApprovalService restarted = fixture.openOn(database);
      other.move(FakeIssue.person("dora", true), clock.instant(), "Approved");

      assertThat(fixture.look(restarted, filed)).isEqualTo(Status.REQUESTED);
    }
  }

  @Test
  void aTicketThatWasMadeBeforeTheRequestIsNotItsTicket() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    FakeIssue ours = fixture.jira.issues.remove(fixture.ticket().key);
    var older =
        new FakeIssue(
            ours.key,
            FakeJira.SELF,
            Map.of("summary", ours.summary, "description", ours.description),
            clock.instant().minusSeconds(3600));
    fixture.jira.issues.put(ours.key, older);
    older.move(FakeIssue.person("dora", true), clock.instant(), "Approved");

    assertThat(fixture.look(service, filed)).isEqualTo(Status.REQUESTED);
  }
}

package io.jitjdbc.approval.jira;

import static io.jitjdbc.approval.jira.FakeJira.silent;
import static io.jitjdbc.approval.jira.FakeJira.status;
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
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a table, requests outlive the process that filed them, and people are asked once. */
class JiraRestartTest {
  private static final String CREATE = "POST /rest/api/2/issue";

  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock();
  private JiraFixture fixture;
  private TestDatabase database;

  @BeforeEach
  void begins() throws Exception {
    fixture = new JiraFixture(directory, clock);
    fixture.knows(person("dora", "dba"));
    database = TestDatabases.open(DatabaseProduct.H2);
  }

  @AfterEach
  void ends() throws Exception {
    fixture.close();
    database.close();
  }

  @Test
  void anAnswerIsFoundAfterARestart() throws Exception {
    ApprovalService before = fixture.openOn(database);
    AccessRequest filed = fixture.file(before, 1);
    before.close();
    fixture.move("dora", "Approved");

    ApprovalService after = fixture.openOn(database);

    assertThat(fixture.file(after, 1)).isEqualTo(filed);
    assertThat(fixture.look(after, filed)).isEqualTo(Status.APPROVED);
    assertThat(after.consume(filed.id())).isPresent();
    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void twoProcessesTakeTheSameAnswerOnce() throws Exception {
    ApprovalService one = fixture.openOn(database);
    AccessRequest filed = fixture.file(one, 1);
    ApprovalService other = fixture.openOn(database);
    fixture.move("dora", "Approved");

    assertThat(fixture.look(other, filed)).isEqualTo(Status.APPROVED);
    assertThat(one.consume(filed.id())).isPresent();
    assertThat(other.consume(filed.id())).isEmpty();
    assertThat(one.state(filed.id()).answers()).hasSize(1);
  }

  /** As far as it comes: the ticket is made or not, and nobody notes it. */
  private AccessRequest crashed(boolean made) throws Exception {
    ApprovalService dying = fixture.openOn(database);
    FakeJira.Answering end =
        (exchange, body) -> {
          clock.advance(Duration.ofMinutes(2));
          return silent(60_000).answer(exchange, body);
        };
    fixture.jira.script(CREATE, made ? fixture.jira.lost(end) : end);
    var thread =
        new Thread(
            () ->
                assertThatThrownBy(() -> fixture.file(dying, 1))
                    .isInstanceOf(RefusedException.class));
    thread.setDaemon(true);
    thread.start();
    while (fixture.jira.count(CREATE) == 0) {
      Thread.sleep(5);
    }
    Thread.sleep(100);
    return dying.desk().orElseThrow().open().get(0).request();
  }

  @Test
  void aTicketThatWasMadeBeforeACrashIsNotMadeAgain() throws Exception {
    AccessRequest filed = crashed(true);
    fixture.move("dora", "Approved");

    ApprovalService after = fixture.openOn(database);

    assertThat(fixture.file(after, 1)).isEqualTo(filed);
    assertThat(fixture.look(after, filed)).isEqualTo(Status.APPROVED);
    assertThat(fixture.tickets()).hasSize(1);
  }

  @Test
  void aTicketThatWasNotMadeBeforeACrashIsMadeOnce() throws Exception {
    AccessRequest filed = crashed(false);
    ApprovalService after = fixture.openOn(database);

    assertThat(fixture.file(after, 1)).isEqualTo(filed);
    assertThat(fixture.file(fixture.openOn(database), 1)).isEqualTo(filed);
    fixture.move("dora", "Approved");

    assertThat(fixture.tickets()).hasSize(1);
    assertThat(fixture.look(after, filed)).isEqualTo(Status.APPROVED);
  }

  @Test
  void aStatementDoesNotWaitForPeopleWhoCannotBeTold() throws Exception {
    crashed(false);
    fixture.jira.script(CREATE, status(400, "{}"));
    ApprovalService after = fixture.openOn(database);

    assertThatThrownBy(() -> fixture.file(after, 1))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nobody was asked");
  }

  @Test
  void aStoreThatIsDownIsNamedByItsSetting() {
    ApprovalService service = fixture.open("store.url", "jdbc:nobody:knows");

    assertThatThrownBy(() -> fixture.file(service, 1))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.approval.jira.store.url");
  }
}

package io.jitjdbc.approval.jira;

import static io.jitjdbc.approval.jira.FakeJira.status;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.Reminding;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket says what became of its request, once. */
class JiraNotesTest {
  private static final String COMMENT = "POST /comment";

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

  private List<String> notes(int expected) throws InterruptedException {
    return fixture.comments(fixture.ticket(), expected);
  }

  @Test
  void peopleAreRemindedOnTheTicketOfWhatNobodyAnswered() throws Exception {
    ApprovalService service = fixture.open();
    ApprovalRequirement terms =
        Reminding.terms(Duration.ofMinutes(10), Duration.ofMinutes(25), Duration.ofHours(1));
    AccessRequest filed = service.file(draft("SELECT 1", terms, clock.instant()));

    clock.advance(Duration.ofMinutes(11));
    service.state(filed.id());
    service.state(filed.id());
    assertThat(notes(1)).singleElement().asString().contains("Still waits", "[leads]");

    clock.advance(Duration.ofMinutes(15));
    service.state(filed.id());
    service.close();
    assertThat(notes(3)).anySatisfy(note -> assertThat(note).contains("[heads]"));
  }

  @Test
  void anApprovalAndItsUseAreSaid() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    fixture.move("dora", "Approved");
    fixture.look(service, filed);
    service.consume(filed.id());
    service.close();

    assertThat(notes(2)).hasSize(2);
    assertThat(notes(2).get(0))
        .contains("is approved (dora says yes: in Jira, " + fixture.ticket().key + ")")
        .contains("(jit-" + filed.id() + "-approved)");
    assertThat(notes(2).get(1)).contains("(jit-" + filed.id() + "-consumed)");
  }

  @Test
  void aRejectionIsSaid() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    service
        .desk()
        .orElseThrow()
        .answer(filed.id(), person("dora", "dba"), false, "{noformat}[~admin] no\nno");

    assertThat(notes(1))
        .singleElement()
        .asString()
        .contains("is rejected", "{ noformat}[ ~admin] no?no");
  }

  @Test
  void aWithdrawalAndARevocationAreSaid() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    service.cancel(filed.id());
    assertThat(notes(1).get(0)).contains("is cancelled by ann");

    fixture.jira.issues.remove(fixture.ticket().key);
    AccessRequest again = fixture.file(service, 1);
    fixture.move("dora", "Approved");
    fixture.look(service, again);
    service.desk().orElseThrow().revoke(again.id(), person("dora", "dba"), "wrong table");
    assertThat(notes(2).get(1)).contains("is revoked by dora: wrong table");
  }

  @Test
  void anExpiryIsSaidToWhoeverLooks() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    clock.advance(Duration.ofDays(1));

    assertThat(fixture.look(service, filed)).isEqualTo(Status.EXPIRED);
    fixture.look(service, filed);

    assertThat(notes(1)).singleElement().asString().contains("has expired");
  }

  @Test
  void anExpiryIsSaidIfNobodyLooks() throws Exception {
    ApprovalService service = fixture.open();
    var soon =
        new ApprovalRequirement(Set.of("dba"), 1, Duration.ofMillis(200), Duration.ofMinutes(1), 1);
    AccessRequest filed = service.file(draft(JiraFixture.SQL, soon, clock.instant()));
    clock.advance(Duration.ofSeconds(1));

    assertThat(notes(1)).singleElement().asString().contains(filed.id() + " has expired");
  }

  @Test
  void aCommentWhoseAnswerWasLostIsNotWrittenTwice() throws Exception {
    fixture.jira.script(COMMENT, fixture.jira.lost(status(502, "")));
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    service.cancel(filed.id());
    service.close();

    assertThat(notes(1)).hasSize(1);
    assertThat(fixture.jira.count(COMMENT)).isEqualTo(1);
  }

  @Test
  void aCommentThatWasNotWrittenIsWritten() throws Exception {
    fixture.jira.script(COMMENT, status(502, ""));
    ApprovalService service = fixture.open();
    service.cancel(fixture.file(service, 1).id());

    assertThat(notes(1)).hasSize(1);
  }

  @Test
  void somebodyElsesMarkDoesNotKeepUsFromSayingIt() throws Exception {
    ApprovalService service = fixture.open();
    AccessRequest filed = fixture.file(service, 1);
    fixture
        .ticket()
        .comments
        .add(
            Map.of(
                "body",
                "(jit-" + filed.id() + "-cancelled)",
                "author",
                FakeIssue.person("mallory", true)));

    service.cancel(filed.id());

    assertThat(notes(2)).hasSize(2);
  }

  @Test
  void nothingIsSaidTwiceAfterARestart() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2)) {
      ApprovalService before = fixture.openOn(database);
      AccessRequest filed = fixture.file(before, 1);
      clock.advance(Duration.ofDays(1));
      fixture.look(before, filed);
      before.close();

      ApprovalService after = fixture.openOn(database);
      fixture.look(after, filed);
      after.close();

      assertThat(notes(1)).hasSize(1);
    }
  }

  @Test
  void anotherProcessSaysWhatItDid() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.H2)) {
      AccessRequest filed = fixture.file(fixture.openOn(database), 1);

      fixture
          .openOn(database)
          .desk()
          .orElseThrow()
          .answer(filed.id(), person("dora", "dba"), true, "fine");

      assertThat(notes(1)).singleElement().asString().contains("dora says yes: fine");
    }
  }

  @Test
  void nothingIsSaidWhereCommentsAreNotWanted() throws Exception {
    ApprovalService service = fixture.open("comments", "false");
    AccessRequest filed = fixture.file(service, 1);
    fixture.move("mallory", "Approved");
    fixture.look(service, filed);
    service.cancel(filed.id());
    service.close();

    assertThat(fixture.jira.calls).noneMatch(call -> call.contains("comment"));
  }

  private static boolean isThreadThere() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("jit-jira-notes"));
  }

  @Test
  void aThreadIsThereAsLongAsSomethingIsOpen() throws Exception {
    ApprovalService service = fixture.open();
    assertThreadEnds();
    AccessRequest filed = fixture.file(service, 1);
    assertThat(isThreadThere()).isTrue();

    service.cancel(filed.id());
    notes(1);
    assertThreadEnds();
  }

  /** A thread that has ended is seen for another moment. */
  private static void assertThreadEnds() throws InterruptedException {
    for (int i = 0; i < 100 && isThreadThere(); i++) {
      Thread.sleep(100);
    }
    assertThat(isThreadThere()).isFalse();
  }

  @Test
  void noThreadIsLeftOnceItIsClosed() throws Exception {
    ApprovalService service = fixture.open();
    fixture.file(service, 1);
    service.close();

    assertThreadEnds();
  }
}

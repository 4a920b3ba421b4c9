package io.jitjdbc.approval.jira;

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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as an answer where people move issues, and what does not. */
class JiraAnswerTest {
  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock();
  private JiraFixture fixture;
  private ApprovalService service;

  @BeforeEach
  void begins() throws Exception {
    fixture = new JiraFixture(directory, clock);
    fixture.knows(
        person("dora", "dba"), person("sam", "security"), person("ann", "dba"), person("eve", "x"));
    service = fixture.open();
  }

  @AfterEach
  void ends() {
    fixture.close();
  }

  private Status look(AccessRequest request) throws Exception {
    return fixture.look(service, request);
  }

  private static Map<String, Object> account(String name, Object... changes) {
    var account = new HashMap<>(FakeIssue.person(name, true));
    for (int i = 0; i < changes.length; i += 2) {
      account.put(String.valueOf(changes[i]), changes[i + 1]);
    }
    return account;
  }

  private void moves(Map<String, Object> account) {
    fixture.ticket().move(account, clock.instant(), "Approved");
  }

  @Test
  void aMoveIsTheYesOfWhoeverMadeIt() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.move("dora", "Approved");

    assertThat(look(filed)).isEqualTo(Status.APPROVED);
    assertThat(service.consume(filed.id()).orElseThrow().approvers()).containsExactly("dora");
  }

  @Test
  void aMoveToAnotherStatusIsTheirNo() throws Exception {
    AccessRequest filed = fixture.file(service, 2);

    fixture.move("dora", "Rejected");

    assertThat(look(filed)).isEqualTo(Status.REJECTED);
  }

  @Test
  void aNoWinsOverAYesThatIsReadWithIt() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.move("dora", "Approved");
    fixture.move("sam", "Rejected");

    assertThat(look(filed)).isEqualTo(Status.REJECTED);
  }

  @Test
  void theStatusAloneSaysNothing() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.ticket().status = "Approved";

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void theSubjectCannotMoveItsOwn() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.move("ann", "Approved");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
    assertThat(fixture.comments(fixture.ticket(), 1).get(0)).contains("request of their own");
  }

  @Test
  void whoIsInNoGroupOfTheStageDoesNotCount() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.move("eve", "Approved");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
    assertThat(fixture.comments(fixture.ticket(), 1).get(0)).contains("in none of the groups");
  }

  @Test
  void aStrangerDoesNotCountAndIsToldOnce() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.move("mallory", "Approved");
    look(filed);

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
    fixture.comments(fixture.ticket(), 1);
    Thread.sleep(50);
    assertThat(fixture.comments(fixture.ticket(), 1))
        .singleElement()
        .asString()
        .contains("mallory", "the file of approvers has nobody of that account");
  }

  @Test
  void anAccountThatIsNotActiveDoesNotCount() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.ticket().move(FakeIssue.person("dora", false), clock.instant(), "Approved");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
    assertThat(fixture.comments(fixture.ticket(), 1).get(0)).contains("is not active");
  }

  @Test
  void anAccountThatDoesNotSayWhetherItIsActiveDoesNotCount() throws Exception {
    AccessRequest filed = fixture.file(service, 1);
    Map<String, Object> dora = account("dora");
    dora.remove("active");

    moves(dora);

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void somebodyWhoWasDeletedDoesNotCount() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.ticket().move(null, clock.instant(), "Approved");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void anAccountThatHidesItsAddressIsKnownByItsId() throws Exception {
    fixture.knowsAs("account-of-hal", person("hal", "dba"));
    AccessRequest filed = fixture.file(service, 1);
    Map<String, Object> hal = account("hal");
    hal.remove("emailAddress");

    moves(hal);

    assertThat(look(filed)).isEqualTo(Status.APPROVED);
  }

  @Test
  void aPortalAccountIsNotKnownByAnAddressThatAnyAgentCanGiveIt() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    moves(account("dora", "accountId", "qm:1:2"));

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void inDataCenterTheLoginCountsAndTheAddressDoesNot() throws Exception {
    fixture.knowsAs("hal", person("hal", "dba"));
    AccessRequest filed = fixture.file(service, 2);
    Map<String, Object> mallory = account("dora", "name", "mallory", "key", "JIRAUSER1");
    mallory.remove("accountId");
    Map<String, Object> hal = account("hal", "name", "hal", "key", "JIRAUSER2");
    hal.remove("accountId");

    moves(mallory);
    moves(hal);

    look(filed);
    assertThat(service.state(filed.id()).answers())
        .singleElement()
        .satisfies(answer -> assertThat(answer.approverName()).isEqualTo("hal"));
  }

  @Test
  void whoMovesItBackTakesTheirYesBack() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture.move("dora", "Approved");
    fixture.move("dora", "Open");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void whoMovesItBackDoesNotTakeAnothersYesBack() throws Exception {
    AccessRequest filed = fixture.file(service, 2);

    fixture.move("dora", "Approved");
    fixture.move("sam", "Open");
    fixture.move("sam", "Approved");

    assertThat(look(filed)).isEqualTo(Status.APPROVED);
  }

  /** Every entry twice, and in none of the two orders that Jira has. */
  private void shuffle(FakeIssue ticket) {
    var shuffled = new ArrayList<>(ticket.histories);
    shuffled.addAll(List.copyOf(ticket.histories));
    Collections.shuffle(shuffled, new Random(7));
    ticket.histories.clear();
    ticket.histories.addAll(shuffled);
  }

  @ParameterizedTest
  @CsvSource({"Approved,Open,REQUESTED", "Open,Approved,APPROVED", "Approved,Rejected,REJECTED"})
  void theHistoryCountsInTheOrderOfItsTimes(String first, String then, Status expected)
      throws Exception {
    AccessRequest filed = fixture.file(service, 1);
    fixture.move("dora", "Approved");
    fixture.move("dora", first);
    clock.advance(Duration.ofSeconds(1));
    fixture.move("dora", then);
    shuffle(fixture.ticket());

    assertThat(look(filed)).isEqualTo(expected);
    assertThat(service.state(filed.id()).answers()).hasSizeLessThan(2);
  }

  @Test
  void oneEntryTwiceIsOneAnswer() throws Exception {
    AccessRequest filed = fixture.file(service, 2);
    fixture.move("dora", "Approved");
    look(filed);
    fixture.ticket().change(FakeIssue.person("dora", true), clock.instant(), "status", "Approved");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
    assertThat(service.state(filed.id()).answers()).hasSize(1);
  }

  @Test
  void aMoveBeforeTheRequestDoesNotCount() throws Exception {
    AccessRequest filed = fixture.file(service, 1);

    fixture
        .ticket()
        .move(
            FakeIssue.person("dora", true),
            clock.instant().minus(Duration.ofMinutes(6)),
            "Approved");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void aMoveAfterTheEndDoesNotCount() throws Exception {
    AccessRequest filed = fixture.file(service, 1);
    clock.advance(Duration.ofDays(1));

    fixture.move("dora", "Approved");

    assertThat(look(filed)).isEqualTo(Status.EXPIRED);
    assertThat(service.consume(filed.id())).isEmpty();
  }

  @Test
  void aTicketApprovesItsOwnRequestOnly() throws Exception {
    AccessRequest one = fixture.file(service, 1);
    AccessRequest other =
        service.file(draft("DELETE FROM customers", requirement(1, 1), clock.instant()));
    FakeIssue ticket = fixture.tickets().get(0);
    assertThat(ticket.summary).contains(one.id());

    ticket.move(FakeIssue.person("dora", true), clock.instant(), "Approved");
    // The purpose of both is the same issue, and says nothing either.
    fixture
        .jira
        .issues
        .get("TICKET-7")
        .move(FakeIssue.person("dora", true), clock.instant(), "Approved");

    assertThat(look(other)).isEqualTo(Status.REQUESTED);
    assertThat(look(one)).isEqualTo(Status.APPROVED);
    assertThat(look(other)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void aHistoryWithoutItsBeginningSaysNothing() throws Exception {
    AccessRequest filed = fixture.file(service, 1);
    fixture.ticket().mostHistories = 1;
    fixture.move("mallory", "In Progress");
    fixture.move("dora", "Approved");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
  }

  @Test
  void aDirectoryThatCannotBeReadLetsNobodyAnswer() throws Exception {
    AccessRequest filed = fixture.file(service, 1);
    java.nio.file.Files.writeString(fixture.peopleFile(), "approvers: nobody");

    fixture.move("dora", "Approved");

    assertThat(look(filed)).isEqualTo(Status.REQUESTED);
  }
}

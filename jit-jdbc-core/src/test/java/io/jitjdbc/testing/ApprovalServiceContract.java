package io.jitjdbc.testing;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every approval service with a desk keeps to. */
public abstract class ApprovalServiceContract {
  protected static final String SQL = "SELECT email FROM customers";

  private static final Subject DORA = person("dora", "dba");
  private static final Subject SAM = person("sam", "security");
  private static final Duration MOMENT = Duration.ofSeconds(1);

  protected final MutableClock clock = new MutableClock();
  protected ApprovalService service;
  protected ApprovalDesk desk;

  /** A service without any request. */
  protected abstract ApprovalService service(InstantSource clock) throws Exception;

  @BeforeEach
  final void opensTheService() throws Exception {
    service = service(clock);
    desk = service.desk().orElseThrow();
  }

  @AfterEach
  final void closesTheService() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void aFiledRequestWaitsOnTheDesk() throws RefusedException {
    AccessRequest filed = file(1, 1);

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
    assertThat(desk.open()).extracting(ApprovalDesk.Entry::request).containsExactly(filed);
    assertThat(service.consume(filed.id())).isEmpty();
  }

  @Test
  void aYesMakesItUsable() throws RefusedException {
    AccessRequest filed = file(1, 1);

    assertThat(yes(filed, DORA)).isEqualTo(Status.APPROVED);

    assertThat(desk.open()).isEmpty();
    Approval approval = service.consume(filed.id()).orElseThrow();
    assertThat(approval.requestId()).isEqualTo(filed.id());
    assertThat(approval.binding()).isEqualTo(filed.binding());
    assertThat(approval.approvers()).containsExactly("dora");
    assertThat(approval.expiresAt()).isEqualTo(clock.instant().plus(VALID_FOR));
  }

  @Test
  void handsOutAsManyUsesAsWereGranted() throws RefusedException {
    AccessRequest filed = file(1, 2);
    yes(filed, DORA);

    Approval first = service.consume(filed.id()).orElseThrow();
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    Approval second = service.consume(filed.id()).orElseThrow();

    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(service.consume(filed.id())).isEmpty();
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.CONSUMED);
  }

  @Test
  void theSubjectCannotAnswerItsOwnRequestUnderAnyNameOrGroup() throws RefusedException {
    AccessRequest filed = file(1, 1);
    Subject ann = filed.subject();
    Subject disguised = new Subject(ann.issuer(), ann.id(), "boss", DORA.groups());

    assertRefused(filed, disguised, "request of their own");
  }

  @Test
  void whoActsForTheSubjectCannotAnswer() throws RefusedException {
    AccessRequest filed =
        service.file(draft(person("ann"), DORA, SQL, requirement(1, 1), clock.instant()));

    assertRefused(filed, DORA, "request of their own");
  }

  @Test
  void anApprovalForOneActorIsNotFoundForAnother() throws RefusedException {
    AccessRequest forSam =
        service.file(draft(person("ann"), SAM, SQL, requirement(1, 1), clock.instant()));
    yes(forSam, DORA);

    AccessRequest forDora =
        service.file(draft(person("ann"), DORA, SQL, requirement(1, 1), clock.instant()));

    assertThat(forDora.id()).isNotEqualTo(forSam.id());
  }

  @Test
  void aStrangerToTheGroupsCannotAnswer() throws RefusedException {
    assertRefused(file(1, 1), person("eve", "analysts", "DBA"), "in none of the groups");
  }

  @Test
  void aQuorumOfTwoNeedsTwoPeople() throws RefusedException {
    AccessRequest filed = file(2, 1);

    assertThat(yes(filed, DORA)).isEqualTo(Status.REQUESTED);
    assertThat(service.consume(filed.id())).isEmpty();
    assertThat(yes(filed, SAM)).isEqualTo(Status.APPROVED);
    assertThat(service.consume(filed.id()).orElseThrow().approvers())
        .containsExactly("dora", "sam");
  }

  @Test
  void onePersonInTwoGroupsCountsOnce() throws RefusedException {
    AccessRequest filed = file(2, 1);
    yes(filed, person("dora", "dba", "security"));

    assertRefused(filed, person("dora", "security"), "one person counts once");
  }

  @Test
  void theFirstNoEndsIt() throws RefusedException {
    AccessRequest filed = file(2, 1);
    yes(filed, DORA);

    assertThat(desk.answer(filed.id(), SAM, false, "not now").status()).isEqualTo(Status.REJECTED);

    assertRefused(filed, person("dan", "dba"), "rejected");
    assertThat(service.consume(filed.id())).isEmpty();
    assertThat(desk.find(filed.id()).state().answers())
        .extracting(Answer::approverName, Answer::granted, Answer::comment)
        .containsExactly(tuple("dora", true, "fine"), tuple("sam", false, "not now"));
  }

  @Test
  void anUnansweredRequestExpires() throws RefusedException {
    AccessRequest filed = file(1, 1);

    clock.advance(ANSWER_WITHIN.minus(MOMENT));
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
    clock.advance(MOMENT);

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.EXPIRED);
    assertThat(desk.open()).isEmpty();
    assertRefused(filed, DORA, "expired");
  }

  @Test
  void anApprovalIsValidFromTheLastNeededYes() throws RefusedException {
    AccessRequest filed = file(2, 2);
    yes(filed, DORA);
    clock.advance(ANSWER_WITHIN.minus(MOMENT));
    yes(filed, SAM);

    clock.advance(VALID_FOR.minus(MOMENT));
    assertThat(service.consume(filed.id())).isPresent();
    clock.advance(MOMENT);

    assertThat(service.consume(filed.id())).isEmpty();
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void askingTwiceForTheSameAsksPeopleOnce() throws RefusedException {
    AccessRequest filed = file(1, 1);

    assertThat(file(1, 1)).isEqualTo(filed);
    yes(filed, DORA);
    assertThat(file(1, 1)).isEqualTo(filed);
    assertThat(desk.open()).isEmpty();
  }

  @Test
  void askingForSomethingElseAsksAgain() throws RefusedException {
    AccessRequest filed = file(1, 1);
    AccessRequest other =
        service.file(draft(SQL + " WHERE 1 = 1", requirement(1, 1), clock.instant()));

    assertThat(other.id()).isNotEqualTo(filed.id());
    assertThat(desk.open()).hasSize(2);
  }

  @Test
  void askingAfterTheEndAsksAgain() throws RefusedException {
    AccessRequest rejected = file(1, 1);
    desk.answer(rejected.id(), DORA, false, "");
    AccessRequest used = file(1, 1);
    yes(used, DORA);
    service.consume(used.id());
    AccessRequest expired = file(1, 1);
    clock.advance(ANSWER_WITHIN);
    AccessRequest withdrawn = file(1, 1);
    service.cancel(withdrawn.id());

    assertThat(List.of(rejected, used, expired, withdrawn, file(1, 1)))
        .extracting(AccessRequest::id)
        .doesNotHaveDuplicates();
    assertThat(service.state(rejected.id()).status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void aProposedIdThatIsTakenIsReplaced() throws RefusedException {
    AccessRequest filed = file(1, 1);
    AccessRequest clash = draft("SELECT 1", requirement(1, 1), clock.instant()).withId(filed.id());

    AccessRequest other = service.file(clash);

    assertThat(other.id()).isNotEqualTo(filed.id());
    assertThat(desk.find(filed.id()).request()).isEqualTo(filed);
    assertThat(desk.find(other.id()).request().summary().statement()).isEqualTo("SELECT 1");
  }

  @Test
  void aWithdrawnRequestTakesNoAnswer() throws RefusedException {
    AccessRequest filed = file(1, 1);

    service.cancel(filed.id());
    service.cancel(filed.id());

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.CANCELLED);
    assertRefused(filed, DORA, "cancelled");
  }

  @Test
  void withdrawingComesTooLateAfterTheYes() throws RefusedException {
    AccessRequest filed = file(1, 1);
    yes(filed, DORA);

    service.cancel(filed.id());

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void anUnknownRequestIsRefusedEverywhereButWithdrawnInSilence() {
    service.cancel("nothing");

    assertThatThrownBy(() -> service.state("nothing"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no request nothing");
    assertThatThrownBy(() -> service.consume("nothing")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> desk.find("nothing")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> desk.answer("nothing", DORA, true, ""))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void theDeskShowsTheOldestFirst() throws RefusedException {
    AccessRequest first = service.file(draft("SELECT 1", requirement(1, 1), clock.instant()));
    clock.advance(MOMENT);
    AccessRequest second = service.file(draft("SELECT 2", requirement(1, 1), clock.instant()));

    assertThat(desk.open()).extracting(ApprovalDesk.Entry::request).containsExactly(first, second);
  }

  @Test
  void whatPeopleReadIsKeptToTheLetter() throws RefusedException {
    String hostile =
        "'; DROP TABLE jit_request; -- \"\\\n\t\u202e \u00e4\u4e2d \ud83d\ude80 %s {0} ?";
    AccessRequest filed =
        service.file(
            draft(
                person("o'hara " + hostile, hostile, "[\"a\",\"b\"]"),
                person("batch"),
                hostile.repeat(3000),
                requirement(1, 1),
                clock.instant()));
    desk.answer(filed.id(), DORA, true, hostile);

    assertThat(desk.find(filed.id()).request()).isEqualTo(filed);
    assertThat(filed.summary().statement()).isEqualTo(hostile.repeat(3000));
    assertThat(desk.find(filed.id()).state().answers().get(0).comment()).isEqualTo(hostile);
  }

  @Test
  void manyWhoAskAtOnceShareOneRequest() throws Exception {
    List<String> ids = Together.run(8, i -> () -> file(1, 1).id());

    assertThat(ids).containsOnly(ids.get(0));
    assertThat(desk.open()).hasSize(1);
  }

  @Test
  void noUseIsHandedOutTwice() throws Exception {
    AccessRequest filed = file(1, 5);
    yes(filed, DORA);

    List<Optional<Approval>> uses = Together.run(12, i -> () -> service.consume(filed.id()));

    assertThat(uses.stream().flatMap(Optional::stream).map(Approval::id))
        .hasSize(5)
        .doesNotHaveDuplicates();
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.CONSUMED);
  }

  @Test
  void aPersonWhoAnswersManyTimesAtOnceCountsOnce() throws Exception {
    AccessRequest filed = file(3, 1);

    List<Boolean> accepted = Together.run(8, i -> () -> isAccepted(filed, DORA));

    assertThat(accepted).containsOnlyOnce(true);
    assertThat(desk.find(filed.id()).state().answers()).hasSize(1);
  }

  @Test
  void ofManyPeopleWhoAnswerAtOnceTheQuorumIsKept() throws Exception {
    AccessRequest filed = file(3, 1);
    List<Subject> people =
        IntStream.range(0, 8).mapToObj(i -> person("approver-" + i, "dba")).toList();

    List<Boolean> accepted = Together.run(8, i -> () -> isAccepted(filed, people.get(i)));

    assertThat(accepted).filteredOn(yes -> yes).hasSize(3);
    assertThat(desk.find(filed.id()).state().answers())
        .hasSize(3)
        .extracting(Answer::approver)
        .doesNotHaveDuplicates();
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }

  protected final AccessRequest file(int quorum, int uses) throws RefusedException {
    Instant now = clock.instant();
    return service.file(draft(SQL, requirement(quorum, uses), now));
  }

  protected final Status yes(AccessRequest request, Subject approver) throws RefusedException {
    return desk.answer(request.id(), approver, true, "fine").status();
  }

  private boolean isAccepted(AccessRequest request, Subject approver) {
    try {
      yes(request, approver);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private void assertRefused(AccessRequest request, Subject approver, String why)
      throws RefusedException {
    var before = service.state(request.id());
    for (boolean granted : new boolean[] {true, false}) {
      assertThatThrownBy(() -> desk.answer(request.id(), approver, granted, ""))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DENIED))
          .hasMessageContaining(request.id())
          .hasMessageContaining(why);
    }
    assertThat(service.state(request.id())).isEqualTo(before);
  }
}

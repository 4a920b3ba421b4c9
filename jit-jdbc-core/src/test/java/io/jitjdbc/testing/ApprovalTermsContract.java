package io.jitjdbc.testing;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.Escalation;
import io.jitjdbc.approval.ExecutionWindow;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Status;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every approval service with a desk makes of terms: stages, windows, escalation, deputies,
 * emergencies, and approvals that are taken back.
 */
public abstract class ApprovalTermsContract {
  private static final String SQL = "SELECT email FROM customers";
  private static final Subject LEE = person("lee", "leads");
  private static final Subject DORA = person("dora", "dba");
  private static final Subject DAN = person("dan", "dba");
  private static final Optional<Instant> NEVER = Optional.empty();
  private static final Subject HEAD = person("hilda", "heads");

  protected final MutableClock clock = new MutableClock();
  private ApprovalService service;
  private ApprovalDesk desk;

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

  private static ApprovalRequirement staged() {
    return new ApprovalRequirement(
        List.of(new ApprovalStage(Set.of("leads"), 1), new ApprovalStage(Set.of("dba"), 2)),
        ANSWER_WITHIN,
        VALID_FOR,
        1,
        Optional.empty(),
        Optional.of(new Escalation(Duration.ofMinutes(5), Set.of("heads"))),
        Optional.of(Duration.ofSeconds(90)),
        Optional.empty(),
        Optional.of("[A-Z]+-\\d+"),
        ApprovalRequirement.Coverage.SESSION,
        true,
        Optional.of(ApprovalRequirement.Waiting.FAIL));
  }

  private static ApprovalRequirement usable(ExecutionWindow window) {
    return new ApprovalRequirement(
        List.of(new ApprovalStage(Set.of("dba"), 1)),
        ANSWER_WITHIN,
        Duration.ofDays(2),
        1,
        Optional.of(window),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ApprovalRequirement breakable() {
    return new ApprovalRequirement(
        List.of(new ApprovalStage(Set.of("dba"), 1)),
        ANSWER_WITHIN,
        VALID_FOR,
        2,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new BreakGlass(Set.of("on-call"), Duration.ofMinutes(10))),
        Optional.empty());
  }

  private AccessRequest file(ApprovalRequirement terms) throws RefusedException {
    return service.file(draft(SQL, terms, clock.instant()));
  }

  private AccessRequest fileEmergency() throws RefusedException {
    AccessRequest plain = draft(SQL, breakable(), clock.instant());
    return service.file(
        new AccessRequest(
            plain.id(),
            plain.subject(),
            plain.actor(),
            plain.binding(),
            plain.requirement(),
            plain.summary(),
            plain.filedAt(),
            "the shop is down"));
  }

  private Status yes(AccessRequest request, Subject approver) throws RefusedException {
    return desk.answer(request.id(), approver, true, "fine").status();
  }

  private static void isRefused(ThrowingCallable call, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DENIED))
        .hasMessageContaining(why);
  }

  @Test
  void stagesAreAskedInTheirOrder() throws RefusedException {
    AccessRequest filed = file(staged());

    isRefused(() -> yes(filed, DORA), "in none of the groups that may answer it now");
    assertThat(yes(filed, LEE)).isEqualTo(Status.REQUESTED);
    isRefused(() -> yes(filed, person("lena", "leads")), "A member of [dba] may answer");
    assertThat(yes(filed, DORA)).isEqualTo(Status.REQUESTED);
    assertThat(service.consume(filed.id())).isEmpty();
    assertThat(yes(filed, DAN)).isEqualTo(Status.APPROVED);
    assertThat(service.consume(filed.id()).orElseThrow().approvers())
        .containsExactly("lee", "dora", "dan");
  }

  @Test
  void nobodyCountsInTwoStages() throws RefusedException {
    AccessRequest filed = file(staged());
    Subject both = person("lee", "leads", "dba");
    yes(filed, both);

    isRefused(() -> yes(filed, both), "one person counts once");
  }

  @Test
  void termsAreKeptToTheLetter() throws RefusedException {
    AccessRequest filed = file(staged());

    assertThat(desk.find(filed.id()).request()).isEqualTo(filed);
    assertThat(filed.requirement()).isEqualTo(staged());
  }

  @Test
  void anEscalationLetsOthersAnswerAfterItsTime() throws RefusedException {
    AccessRequest filed = file(staged());

    isRefused(() -> yes(filed, HEAD), "in none of the groups");
    clock.advance(Duration.ofMinutes(5));

    assertThat(yes(filed, HEAD)).isEqualTo(Status.REQUESTED);
    assertThat(yes(filed, DORA)).isEqualTo(Status.REQUESTED);
    assertThat(yes(filed, person("hugo", "heads"))).isEqualTo(Status.APPROVED);
  }

  @Test
  void anApprovalIsUsedInItsWindowOnly() throws RefusedException {
    // The clock stands at midnight.
    var night =
        new ExecutionWindow(
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.of(22, 0),
            LocalTime.of(6, 0),
            ZoneOffset.UTC);
    AccessRequest filed = file(usable(night));
    yes(filed, DORA);

    clock.advance(Duration.ofHours(6));
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(service.consume(filed.id())).isEmpty();
    clock.advance(Duration.ofHours(16));

    assertThat(service.consume(filed.id())).isPresent();
    assertThat(desk.find(filed.id()).request()).isEqualTo(filed);
  }

  @Test
  void aDeputyAnswersInTheAbsentPersonsPlaceWhileItLasts() throws RefusedException {
    Subject deputy = person("del", "staff");
    Instant now = clock.instant();
    desk.delegate(
        new Delegation(DORA, deputy.key(), now.plusSeconds(60), now.plus(Duration.ofMinutes(10))));
    AccessRequest filed = file(requirement(2, 1));

    isRefused(() -> yes(filed, deputy), "in none of the groups");
    clock.advance(Duration.ofMinutes(2));
    assertThat(yes(filed, deputy)).isEqualTo(Status.REQUESTED);

    isRefused(() -> yes(filed, DORA), "one person counts once");
    assertThat(yes(filed, DAN)).isEqualTo(Status.APPROVED);
    assertThat(desk.find(filed.id()).state().answers())
        .extracting(Answer::absent)
        .containsExactly(DORA.key(), "");
  }

  @Test
  void aDeputyOfTwoPeopleCountsOnce() throws RefusedException {
    Subject deputy = person("del", "staff");
    Instant now = clock.instant();
    desk.delegate(new Delegation(DORA, deputy.key(), now, now.plusSeconds(900)));
    desk.delegate(new Delegation(DAN, deputy.key(), now, now.plusSeconds(900)));
    AccessRequest filed = file(requirement(2, 1));
    yes(filed, deputy);

    isRefused(() -> yes(filed, deputy), "one person counts once");
  }

  @Test
  void nobodyAnswersInThePlaceOfWhoeverAsks() throws RefusedException {
    Subject asker = person("dora", "dba");
    Subject deputy = person("del", "staff");
    Instant now = clock.instant();
    desk.delegate(new Delegation(asker, deputy.key(), now, now.plusSeconds(900)));
    AccessRequest filed = service.file(draft(asker, asker, SQL, requirement(1, 1), now));

    isRefused(() -> yes(filed, deputy), "in none of the groups");
  }

  @Test
  void aDeputyWhoAsksCannotAnswer() throws RefusedException {
    Subject deputy = person("ann", "analysts");
    Instant now = clock.instant();
    desk.delegate(new Delegation(DORA, deputy.key(), now, now.plusSeconds(900)));

    AccessRequest filed = file(requirement(1, 1));

    isRefused(() -> yes(filed, deputy), "request of their own");
  }

  @Test
  void anEmergencyGoesAheadAndIsReviewedAfterwards() throws RefusedException {
    AccessRequest filed = fileEmergency();

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(service.consume(filed.id()).orElseThrow().approvers()).isEmpty();
    assertThat(desk.open()).extracting(ApprovalDesk.Entry::request).containsExactly(filed);
    isRefused(() -> yes(filed, filed.subject()), "request of their own");
    clock.advance(Duration.ofHours(5));
    desk.answer(filed.id(), DORA, true, "it was down indeed");

    assertThat(desk.open()).isEmpty();
    assertThat(desk.find(filed.id()).request().emergency()).isEqualTo("the shop is down");
  }

  @Test
  void anEmergencyLeavesNothingToWhoeverDoesNotClaimOne() throws RefusedException {
    AccessRequest emergency = fileEmergency();
    service.consume(emergency.id());

    AccessRequest plain = file(breakable());

    assertThat(plain.id()).isNotEqualTo(emergency.id());
    assertThat(service.consume(plain.id())).isEmpty();
  }

  @Test
  void anEmergencyDoesNotLastLongerThanItsTerms() throws RefusedException {
    AccessRequest filed = fileEmergency();
    clock.advance(Duration.ofMinutes(10));

    assertThat(service.consume(filed.id())).isEmpty();
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.EXPIRED);
    assertThat(desk.open()).hasSize(1);
  }

  @Test
  void anEmergencyDoesNotWaitForWhatWasAskedBefore() throws RefusedException {
    AccessRequest waiting = file(breakable());

    AccessRequest emergency = fileEmergency();

    assertThat(emergency.id()).isNotEqualTo(waiting.id());
    assertThat(service.consume(emergency.id())).isPresent();
  }

  @Test
  void sinceWhenItIsOverIsToldRightOrNotAtAll() throws RefusedException {
    AccessRequest filed = file(requirement(1, 1));
    Instant deadline = filed.expiresAt();
    yes(filed, DORA);
    assertThat(service.state(filed.id()).overSince()).isEmpty();
    service.consume(filed.id());
    assertThat(service.state(filed.id()).overSince()).isIn(Optional.of(clock.instant()), NEVER);
    String unanswered = file(requirement(1, 1)).id();
    clock.advance(VALID_FOR);
    assertThat(service.state(unanswered).overSince()).isIn(Optional.of(deadline), NEVER);
  }

  @Test
  void anApprovalIsTakenBack() throws RefusedException {
    AccessRequest filed = file(requirement(1, 3));
    yes(filed, DORA);
    service.consume(filed.id());

    RequestState state = desk.revoke(filed.id(), DAN, "wrong table");

    assertThat(state.status()).isEqualTo(Status.REVOKED);
    assertThat(service.consume(filed.id())).isEmpty();
    assertThat(service.state(filed.id()).ending())
        .hasValueSatisfying(
            how -> {
              assertThat(how.byName()).isEqualTo("dan");
              assertThat(how.comment()).isEqualTo("wrong table");
              assertThat(how.at()).isEqualTo(clock.instant());
            });
    isRefused(() -> desk.revoke(filed.id(), DAN, "again"), "was not revoked: it is revoked");
    assertThat(file(requirement(1, 3)).id()).isNotEqualTo(filed.id());
  }

  @Test
  void whatWasUsedUpIsTakenBackAsLongAsSomethingRunsByIt() throws RefusedException {
    AccessRequest filed = file(requirement(1, 1));
    yes(filed, DORA);
    service.consume(filed.id());

    assertThat(desk.revoke(filed.id(), filed.subject(), "done").status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void aUseThatCameToNothingIsGivenBackOnce() throws RefusedException {
    AccessRequest filed = file(requirement(1, 1));
    yes(filed, DORA);
    Approval approval = service.consume(filed.id()).orElseThrow();
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.CONSUMED);

    service.giveBack(approval);
    service.giveBack(approval);

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    Approval again = service.consume(filed.id()).orElseThrow();
    assertThat(again.id()).isNotEqualTo(approval.id());
    assertThat(service.consume(filed.id())).isEmpty();
    service.giveBack(approval);
    assertThat(service.consume(filed.id())).isEmpty();
  }

  @Test
  void whatIsGivenBackAfterItsTimeIsOver() throws RefusedException {
    AccessRequest filed = file(requirement(1, 1));
    yes(filed, DORA);
    Approval approval = service.consume(filed.id()).orElseThrow();
    clock.advance(VALID_FOR);

    service.giveBack(approval);

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void strangersTakeNothingBack() throws RefusedException {
    AccessRequest filed = file(requirement(1, 1));
    yes(filed, DORA);

    isRefused(
        () -> desk.revoke(filed.id(), person("eve", "analysts"), ""), "neither asked for it nor");
    assertThat(service.consume(filed.id())).isPresent();
  }

  @Test
  void whatWasRejectedIsNotTakenBack() throws RefusedException {
    AccessRequest filed = file(requirement(1, 1));
    desk.answer(filed.id(), DORA, false, "no");

    isRefused(() -> desk.revoke(filed.id(), DORA, ""), "was not revoked: it is rejected");
  }
}

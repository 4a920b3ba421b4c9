package io.jitjdbc.approval.joint;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How two services make one decision. */
class JointApprovalsTest {
  private static final Subject DORA = person("dora", "dba");
  private static final Subject SAM = person("sam", "security");

  private final MutableClock clock = new MutableClock();
  private final Outage one = new Outage(clock);
  private final Outage two = new Outage(clock);
  private final JointApprovals joint = JointFixture.joint(one, two);

  private AccessRequest file(int quorum, int uses) throws RefusedException {
    return joint.file(proposal(quorum, uses));
  }

  private AccessRequest proposal(int quorum, int uses) {
    return draft("SELECT 1", requirement(quorum, uses), clock.instant());
  }

  private static Status yes(ApprovalDesk desk, AccessRequest request, Subject approver)
      throws RefusedException {
    return desk.answer(request.id(), approver, true, "").status();
  }

  private Status status(AccessRequest request) throws RefusedException {
    return joint.state(request.id()).status();
  }

  @Test
  void theFirstCompleteQuorumWinsAndTheOthersAreWithdrawn() throws RefusedException {
    AccessRequest filed = file(1, 1);
    yes(two, filed, SAM);

    assertThat(status(filed)).isEqualTo(Status.APPROVED);
    Approval use = joint.consume(filed.id()).orElseThrow();

    assertThat(use.requestId()).isEqualTo(filed.id());
    assertThat(use.approvers()).containsExactly("sam");
    assertThat(one.state(filed.id()).status()).isEqualTo(Status.CANCELLED);
    assertThat(two.state(filed.id()).status()).isEqualTo(Status.CONSUMED);
    assertThatThrownBy(() -> yes(one, filed, DORA)).hasMessageContaining("cancelled");
  }

  @Test
  void answersAtTwoServicesMakeNoQuorumTogether() throws RefusedException {
    AccessRequest filed = file(2, 1);
    yes(one, filed, DORA);
    yes(two, filed, SAM);

    assertThat(status(filed)).isEqualTo(Status.REQUESTED);
    assertThat(joint.consume(filed.id())).isEmpty();
    assertThat(yes(two, filed, DORA)).isEqualTo(Status.APPROVED);
    assertThat(joint.consume(filed.id()).orElseThrow().approvers()).containsExactly("sam", "dora");
  }

  @Test
  void whoAnswersAtTheJointDeskCountsWhereverOthersHaveAnswered() throws RefusedException {
    AccessRequest filed = file(2, 1);
    yes(two, filed, SAM);

    assertThat(yes(joint.desk().orElseThrow(), filed, DORA)).isEqualTo(Status.APPROVED);
    assertThat(one.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void oneNoEndsItEverywhereEvenAfterAnothersYes() throws RefusedException {
    AccessRequest filed = file(1, 1);
    yes(one, filed, DORA);
    two.answer(filed.id(), SAM, false, "not now");

    RequestState state = joint.state(filed.id());

    assertThat(state.status()).isEqualTo(Status.REJECTED);
    assertThat(state.answers().get(0).comment()).isEqualTo("not now");
    assertThat(joint.consume(filed.id())).isEmpty();
    assertThat(one.consume(filed.id())).isEmpty();
    assertThat(file(1, 1).id()).isNotEqualTo(filed.id());
  }

  @Test
  void whatWasApprovedTwiceIsUsedAsOftenAsOnce() throws Exception {
    AccessRequest filed = file(1, 3);
    yes(one, filed, DORA);
    yes(two, filed, SAM);

    List<Optional<Approval>> uses = Together.run(12, i -> () -> joint.consume(filed.id()));

    assertThat(uses.stream().flatMap(Optional::stream).map(Approval::id))
        .hasSize(3)
        .doesNotHaveDuplicates();
    assertThat(two.consume(filed.id())).isEmpty();
    assertThat(status(filed)).isEqualTo(Status.CONSUMED);
  }

  @Test
  void processesThatRaceTakeTheUsesOfOneServiceTogether() throws Exception {
    for (int round = 0; round < 50; round++) {
      AccessRequest filed =
          joint.file(draft("SELECT " + round, requirement(1, 1), clock.instant()));
      // Each process knows the services alone, as after a restart.
      List<Optional<Approval>> uses =
          Together.run(
              6,
              i ->
                  () -> {
                    answerInTime(i % 2 == 0 ? two : one, filed, person("p" + i, "dba"));
                    return JointFixture.joint(one, two).consume(filed.id());
                  });

      assertThat(uses.stream().flatMap(Optional::stream)).as("round " + round).hasSize(1);
    }
  }

  private static void answerInTime(ApprovalDesk desk, AccessRequest filed, Subject approver) {
    try {
      yes(desk, filed, approver);
    } catch (RefusedException e) {
      assertThat(e).hasMessageContaining("takes no answer");
    }
  }

  @Test
  void aUseIsGivenBackToTheServiceThatItCameFrom() throws RefusedException {
    AccessRequest filed = file(1, 1);
    yes(two, filed, SAM);
    Approval use = joint.consume(filed.id()).orElseThrow();

    joint.giveBack(use);
    joint.giveBack(use);

    assertThat(two.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(status(filed)).isEqualTo(Status.APPROVED);
    assertThat(joint.consume(filed.id())).isPresent();
    assertThat(joint.consume(filed.id())).isEmpty();
  }

  @Test
  void whatReadsByAnApprovalEndsWhereverItIsTakenBack() throws RefusedException {
    AccessRequest filed = file(1, 2);
    yes(joint.desk().orElseThrow(), filed, DORA);
    joint.consume(filed.id());
    assertThat(status(filed)).isEqualTo(Status.APPROVED);

    one.revoke(filed.id(), SAM, "wrong table");

    RequestState state = joint.state(filed.id());
    assertThat(state.status()).isEqualTo(Status.REVOKED);
    assertThat(state.ending().orElseThrow().byName()).isEqualTo("sam");
  }

  @Test
  void whatIsTakenBackAtOneServiceIsNotUsedAtTheOther() throws RefusedException {
    AccessRequest filed = file(1, 1);
    yes(joint.desk().orElseThrow(), filed, DORA);

    two.revoke(filed.id(), SAM, "wrong table");

    assertThat(joint.consume(filed.id())).isEmpty();
    assertThat(status(filed)).isEqualTo(Status.REVOKED);
    assertThat(one.consume(filed.id())).isEmpty();
  }

  @Test
  void itIsOverOnceItIsOverEverywhere() throws RefusedException {
    AccessRequest filed = file(1, 1);

    one.cancel(filed.id());
    assertThat(status(filed)).isEqualTo(Status.REQUESTED);
    two.cancel(filed.id());

    assertThat(status(filed)).isEqualTo(Status.CANCELLED);
  }

  @Test
  void withdrawingWithdrawsItEverywhere() throws RefusedException {
    AccessRequest filed = file(1, 1);

    joint.cancel(filed.id());

    assertThat(one.open()).isEmpty();
    assertThat(two.open()).isEmpty();
  }

  @Test
  void eachServiceIsKnownByItsOwnIdWhereTheyDiffer() throws RefusedException {
    AccessRequest before = two.file(proposal(1, 1));

    AccessRequest filed = file(1, 1);

    assertThat(filed.id()).isNotEqualTo(before.id());
    assertThat(joint.nextStep(filed))
        .isEqualTo("jit approve " + filed.id() + ", or jit approve " + before.id());
    assertThat(joint.desk().orElseThrow().open()).hasSize(1);
    yes(JointFixture.joint(one, two).desk().orElseThrow(), filed, DORA);
    assertThat(two.state(before.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(one.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(joint.consume(filed.id())).isPresent();
    assertThat(two.consume(before.id())).isEmpty();
  }

  @Test
  void anIdThatMeansSomethingElseAtAnotherServiceIsNotAnsweredThere() throws RefusedException {
    AccessRequest filed = one.file(proposal(1, 1));
    AccessRequest other =
        two.file(draft("SELECT 2", requirement(1, 1), clock.instant()).withId(filed.id()));

    yes(joint.desk().orElseThrow(), filed, DORA);

    assertThat(one.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(two.state(other.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void anotherProcessFindsThePartsAgain() throws RefusedException {
    AccessRequest filed = file(1, 1);
    yes(two, filed, SAM);
    JointApprovals restarted = JointFixture.joint(one, two);

    AccessRequest found = restarted.file(proposal(1, 1));

    assertThat(found).isEqualTo(filed);
    assertThat(restarted.consume(found.id())).isPresent();
    assertThat(status(filed)).isEqualTo(Status.CONSUMED);
    assertThat(joint.consume(filed.id())).isEmpty();
  }

  @Test
  void whoIsDoneWithItIsNotAskedAgain() throws RefusedException {
    AccessRequest filed = file(1, 2);
    clock.advance(ANSWER_WITHIN.minus(Duration.ofMinutes(1)));
    yes(two, filed, SAM);
    joint.consume(filed.id());
    clock.advance(Duration.ofMinutes(5));

    assertThat(file(1, 2)).isEqualTo(filed);
    assertThat(one.filings()).isEqualTo(1);
    assertThat(joint.consume(filed.id())).isPresent();
  }

  @Test
  void whatWasSignedIsTakenAndNobodyElseIsAskedAnyMore() throws RefusedException {
    AccessRequest proposal = proposal(1, 1);
    var signed =
        new Approval(
            proposal.id() + ".1",
            proposal.id(),
            proposal.binding(),
            List.of("sam"),
            clock.instant().plus(VALID_FOR));
    JointApprovals mixed = JointFixture.joint(one, new NoQuestions(Optional.of(signed)));
    AccessRequest filed = mixed.file(proposal);

    assertThat(mixed.nextStep(filed))
        .isEqualTo("jit approve " + filed.id() + ", or have it signed");
    assertThatThrownBy(() -> mixed.redeem(proposal, "forged"))
        .hasMessage("the signature is not good");
    Approval use = mixed.redeem(proposal, "signed").orElseThrow();

    assertThat(use.requestId()).isEqualTo(filed.id());
    assertThat(one.state(filed.id()).status()).isEqualTo(Status.CANCELLED);
    assertThat(mixed.isWorthWaitingFor()).isTrue();
    assertThat(mixed.pollInterval()).isEqualTo(one.pollInterval());
  }

  @Test
  void aNoCountsAgainstWhatWasSigned() throws RefusedException {
    AccessRequest proposal = proposal(1, 1);
    var signed =
        new Approval("x", proposal.id(), proposal.binding(), List.of("sam"), clock.instant());
    JointApprovals mixed = JointFixture.joint(one, new NoQuestions(Optional.of(signed)));
    AccessRequest filed = mixed.file(proposal);
    one.answer(filed.id(), DORA, false, "no");

    assertThatThrownBy(() -> mixed.redeem(proposal, "signed"))
        .hasMessageContaining("was refused or revoked at jit.approval=one");
    assertThat(mixed.state(filed.id()).status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void nobodyWaitsForWhatNobodyCanAnswerAnyMore() throws RefusedException {
    AccessRequest proposal = proposal(1, 1);
    var signed =
        new Approval("x", proposal.id(), proposal.binding(), List.of("sam"), clock.instant());
    JointApprovals mixed = JointFixture.joint(one, new NoQuestions(Optional.of(signed)));
    AccessRequest filed = mixed.file(proposal);
    clock.advance(ANSWER_WITHIN);

    assertThat(mixed.state(filed.id()).status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void thereIsNoDeskWhereNoneHasOne() {
    var mute = new JointApprovals(Map.of("mute", new NoQuestions()));

    assertThat(mute.desk()).isEmpty();
    assertThat(mute.isWorthWaitingFor()).isFalse();
    assertThatThrownBy(() -> mute.state("w0q41r79"))
        .hasMessage("there is no request w0q41r79 that this process has filed");
    assertThatThrownBy(() -> new JointApprovals(Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

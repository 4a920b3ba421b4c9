package io.jitjdbc.approval.joint;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
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
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a request when one of two services is down for a while. */
class JointOutageTest {
  private static final Subject DORA = person("dora", "dba");

  private final MutableClock clock = new MutableClock();
  private final Outage one = new Outage(clock);
  private final Outage two = new Outage(clock);
  private final JointApprovals joint = JointFixture.joint(one, two);

  private AccessRequest file(int uses) throws RefusedException {
    return joint.file(draft("SELECT 1", requirement(1, uses), clock.instant()));
  }

  private static void yes(Outage service, AccessRequest request) throws RefusedException {
    service.answer(request.id(), DORA, true, "");
  }

  @Test
  void whoCannotBeToldIsLeftOutAndToldTheNextTime() throws RefusedException {
    one.cutOff(true);
    AccessRequest filed = file(1);
    assertThat(joint.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
    one.cutOff(false);

    AccessRequest again = file(1);

    assertThat(one.open()).hasSize(1);
    assertThat(two.open()).hasSize(1);
    yes(two, filed);
    assertThat(joint.consume(again.id())).isPresent();
    assertThat(one.open()).isEmpty();
  }

  @Test
  void whenNobodyCanBeToldTheRefusalNamesEach() {
    one.cutOff(true);
    two.cutOff(true);
    JointApprovals strangers = JointFixture.joint(one, two, new NoQuestions());

    assertThatThrownBy(() -> file(1)).hasMessage("this service is down");
    assertThatThrownBy(() -> strangers.file(draft("SELECT 1", requirement(1, 1), clock.instant())))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DENIED))
        .hasMessage(
            "no approval service could be asked. one: this service is down; two: this service is"
                + " down; three: it takes no questions");
  }

  @Test
  void theOtherAnswersWhileOneIsDown() throws RefusedException {
    AccessRequest filed = file(1);
    one.cutOff(true);

    assertThat(joint.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
    yes(two, filed);

    assertThat(joint.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    Approval use = joint.consume(filed.id()).orElseThrow();
    assertThat(use.approvers()).containsExactly("dora");
    assertThat(joint.consume(filed.id())).isEmpty();
  }

  @Test
  void nothingIsOverWhileOneOfThemCannotSay() throws RefusedException {
    AccessRequest filed = file(1);
    clock.advance(ANSWER_WITHIN);
    one.cutOff(true);

    assertThatThrownBy(() -> joint.state(filed.id())).hasMessage("this service is down");
    one.cutOff(false);
    assertThat(joint.state(filed.id()).status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void whatWasUsedElsewhereDuringAnOutageIsUsedUpAfterIt() throws RefusedException {
    AccessRequest filed = file(1);
    yes(one, filed);
    yes(two, filed);
    one.cutOff(true);
    assertThat(joint.consume(filed.id())).isPresent();
    one.cutOff(false);

    assertThat(joint.consume(filed.id())).isEmpty();
    assertThat(joint.state(filed.id()).status()).isEqualTo(Status.CONSUMED);
    assertThat(one.state(filed.id()).status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void aProcessWithoutMemoryDoesNotUseWhatAnotherHasUsedElsewhere() throws RefusedException {
    AccessRequest filed = file(1);
    yes(one, filed);
    yes(two, filed);
    one.cutOff(true);
    assertThat(joint.consume(filed.id())).isPresent();
    one.cutOff(false);
    JointApprovals other = JointFixture.joint(one, two);

    assertThat(other.consume(filed.id())).isEmpty();
    AccessRequest anew = other.file(draft("SELECT 1", requirement(1, 1), clock.instant()));

    assertThat(anew.id()).isNotEqualTo(filed.id());
    assertThat(other.state(anew.id()).status()).isEqualTo(Status.REQUESTED);
    assertThat(one.find(anew.id()).state().status()).isEqualTo(Status.REQUESTED);
    assertThat(two.find(anew.id()).state().status()).isEqualTo(Status.REQUESTED);
    assertThat(one.state(filed.id()).status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void aRequestThatWasDecidedDuringAnOutageIsNotAnsweredInVainAfterIt() throws RefusedException {
    AccessRequest filed = file(1);
    one.cutOff(true);
    two.answer(filed.id(), DORA, false, "no");
    assertThat(joint.state(filed.id()).status()).isEqualTo(Status.REJECTED);
    one.cutOff(false);
    JointApprovals other = JointFixture.joint(one, two);

    AccessRequest anew = other.file(draft("SELECT 1", requirement(1, 1), clock.instant()));

    assertThat(one.state(filed.id()).status()).isEqualTo(Status.CANCELLED);
    assertThat(anew.id()).isNotEqualTo(filed.id());
    assertThat(joint.desk().orElseThrow().open()).hasSize(1);
  }

  @Test
  void aUseIsTakenFromTheOtherWhereTheFirstFailsToHandOneOut() throws RefusedException {
    AccessRequest filed = file(1);
    yes(one, filed);
    yes(two, filed);
    one.losesUses(true);

    assertThat(joint.consume(filed.id())).isPresent();
    one.losesUses(false);
    assertThat(one.state(filed.id()).status()).isEqualTo(Status.REVOKED);
    assertThat(joint.consume(filed.id())).isEmpty();
  }

  @Test
  void whereNoneHandsOneOutItSaysWhy() throws RefusedException {
    AccessRequest filed = file(1);
    yes(one, filed);
    one.losesUses(true);

    assertThatThrownBy(() -> joint.consume(filed.id())).hasMessage("this service went down");
    one.losesUses(false);
    assertThat(joint.consume(filed.id())).isPresent();
  }

  @Test
  void furtherUsesComeFromTheSameServiceOnly() throws RefusedException {
    AccessRequest filed = file(3);
    yes(one, filed);
    yes(two, filed);
    two.cutOff(true);
    joint.consume(filed.id());
    two.cutOff(false);
    one.cutOff(true);

    assertThatThrownBy(() -> joint.consume(filed.id()))
        .hasMessageContaining("was used at a service that cannot be asked now");
    one.cutOff(false);
    assertThat(joint.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(two.state(filed.id()).status()).isEqualTo(Status.REVOKED);
    assertThat(joint.consume(filed.id())).isPresent();
    assertThat(joint.consume(filed.id())).isPresent();
    assertThat(joint.consume(filed.id())).isEmpty();
  }

  @Test
  void theDeskShowsWhatCanBeSeen() throws RefusedException {
    AccessRequest filed = file(1);
    one.cutOff(true);
    var desk = joint.desk().orElseThrow();

    assertThat(desk.open()).extracting(entry -> entry.request().id()).containsExactly(filed.id());
    two.cutOff(true);
    assertThatThrownBy(desk::open).isInstanceOf(RefusedException.class);
  }

  @Test
  void aDelegationThatIsKeptByOneOnlySaysSo() {
    two.cutOff(true);
    var now = clock.instant();

    assertThatThrownBy(
            () ->
                joint
                    .desk()
                    .orElseThrow()
                    .delegate(new Delegation(DORA, "del", now, now.plus(Duration.ofHours(1)))))
        .hasMessage("the delegation is kept by one only; this service is down");
  }

  @Test
  void everyServiceIsClosedEvenIfOneFailsTo() {
    one.losesUses(true);

    assertThatThrownBy(joint::close).hasMessage("does not close");
    assertThat(one.isClosed()).isTrue();
    assertThat(two.isClosed()).isTrue();
  }
}

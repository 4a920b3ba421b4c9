package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.testing.AccessRequests;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that others have a part in, and services that answer strangely. */
@Timeout(20)
class SharedApprovalTest {
  private static final String SQL = "SELECT salary FROM payroll";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private Session ann() throws RefusedException {
    return shop.session("ann analysts");
  }

  /** Another session of ann's asks for the same and goes on waiting elsewhere. */
  private AccessRequest askedElsewhere() throws RefusedException {
    shop.approvals.meanwhile(
        id -> {
          throw RefusedException.denied("waits elsewhere");
        });
    assertThatThrownBy(() -> ann().permit(Shop.ask(SQL))).hasMessage("waits elsewhere");
    return shop.approvals.filed.get(0);
  }

  @Test
  void joinsARequestForTheSameThing() throws RefusedException {
    AccessRequest first = askedElsewhere();
    shop.approvals.answeredBy(true, "bob approvers");

    ann().permit(Shop.ask(SQL));

    assertThat(shop.events.lastRuling().approvalId()).startsWith(first.id());
  }

  @Test
  void leavesAJoinedRequestOpenWhenItStopsWaiting() throws RefusedException {
    askedElsewhere();
    Session session = ann();
    shop.approvals.meanwhile(id -> session.end("closed"));

    assertThatThrownBy(() -> session.permit(Shop.ask(SQL)))
        .hasMessageContaining("the connection is closed");

    assertThat(shop.approvals.cancelled).isEmpty();
    assertThat(shop.approvals.real().open()).hasSize(1);
  }

  @Test
  void asksAnewWhenTheOtherWithdrawsTheRequestThatItJoined() throws RefusedException {
    AccessRequest first = askedElsewhere();
    shop.approvals.meanwhile(
        id -> {
          if (id.equals(first.id())) {
            shop.approvals.real().cancel(id);
          } else {
            shop.approvals.answer(id, "bob approvers", true);
          }
        });

    ann().permit(Shop.ask(SQL));

    assertThat(shop.events.lastRuling().approvalId()).isNotEmpty().doesNotStartWith(first.id());
  }

  @Test
  void waitsNoLongerInAllHoweverOftenOthersWithdraw() throws RefusedException {
    Session session = ann();
    // A service in which others have always filed the same before, and always withdraw it.
    shop.approvals.whenFiled(filed -> filed.withId("other-" + shop.approvals.filed.size()));
    shop.approvals.whenAsked(Status.CANCELLED, () -> shop.clock.advance(Duration.ofMinutes(2)));

    assertThatThrownBy(() -> session.permit(Shop.ask(SQL))).hasMessageContaining("was cancelled");

    assertThat(shop.approvals.filed).hasSize(3);
  }

  @Test
  void isRefusedWhenSomebodyElseUsedTheApproval() throws RefusedException {
    Session session = ann();
    shop.approvals.meanwhile(
        id -> {
          shop.approvals.answer(id, "bob approvers", true);
          shop.approvals.real().consume(id);
        });

    assertThatThrownBy(() -> session.permit(Shop.ask(SQL)))
        .hasMessageContaining("is CONSUMED. Run the statement again to ask anew");
  }

  @Test
  void isRefusedWhenSomebodyElseWasQuicker() throws RefusedException {
    Session session = ann();
    shop.approvals.answeredBy(true, "bob approvers");
    shop.approvals.whenUsed(use -> Optional.empty());

    assertThatThrownBy(() -> session.permit(Shop.ask(SQL)))
        .hasMessageContaining("is used up or too old; run the statement again");
  }

  @Test
  void runsNothingIfTheServiceFiledSomethingElse() throws RefusedException {
    Session session = ann();
    shop.approvals.whenFiled(SharedApprovalTest::forSomebodyElse);

    assertThatThrownBy(() -> session.permit(Shop.ask(SQL)))
        .hasMessageContaining("answered for something else than was asked");
  }

  @Test
  void runsNothingIfTheServiceApprovedSomethingElse() throws RefusedException {
    Session session = ann();
    shop.approvals.answeredBy(true, "bob approvers");
    shop.approvals.whenUsed(use -> use.map(SharedApprovalTest::ofAnotherStatement));

    assertThatThrownBy(() -> session.permit(Shop.ask(SQL)))
        .hasMessageContaining("is for something else; nothing was run");
  }

  @Test
  void stopsAskingForAPolicyThatIsNeverSatisfied() throws RefusedException {
    var needs = AccessRequests.requirement(1, 1);
    var policy =
        new FixedPolicy(request -> new Decision.RequestableDeny("greedy", "v1", "more", needs));
    try (Shop greedy = Shop.under(policy)) {
      greedy.approvals.answeredBy(true, "dora dba");
      Session session = greedy.session("ann");

      assertThatThrownBy(() -> session.permit(Shop.ask(SQL))).hasMessageContaining("(rule greedy)");
      assertThat(greedy.approvals.filed).hasSize(8);
    }
  }

  @Test
  void doesNotBeginToWaitForASessionThatEndedWhileItsPolicyDecided() throws RefusedException {
    var holder = new Session[1];
    var needs = AccessRequests.requirement(1, 1);
    var policy =
        new FixedPolicy(
            request -> {
              holder[0].end("closed");
              return new Decision.RequestableDeny("slow", "v1", "wait", needs);
            });
    try (Shop slow = Shop.under(policy)) {
      holder[0] = slow.session("ann");
      slow.approvals.meanwhile(id -> slow.clock.advance(Duration.ofSeconds(1)));

      assertThatThrownBy(() -> holder[0].permit(Shop.ask(SQL)))
          .hasMessageContaining("the connection is closed");
    }
  }

  private static AccessRequest forSomebodyElse(AccessRequest request) {
    return AccessRequests.draft("another", request.requirement(), request.filedAt());
  }

  private static Approval ofAnotherStatement(Approval approval) {
    ApprovalBinding bound = approval.binding();
    var other =
        new ApprovalBinding(
            bound.subject(),
            bound.actor(),
            bound.target(),
            "another statement",
            bound.binds(),
            bound.scope(),
            bound.purpose(),
            bound.policyVersion());
    return new Approval(
        approval.id(), approval.requestId(), other, approval.approvers(), approval.expiresAt());
  }
}

package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.audit.AuditEvent.ApprovalAnswered;
import io.jitjdbc.audit.AuditEvent.ApprovalAsked;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A statement that needs people's word waits for it, and for nothing else. */
@Timeout(20)
class ApprovalWaitTest {
  private static final String ONE = "SELECT salary FROM payroll";
  private static final String TWO = "SELECT key FROM vault";

  private final Shop shop = Shop.open();
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void close() {
    shop.close();
  }

  private Permission run(String sql) throws RefusedException {
    return shop.permit("ann analysts", sql);
  }

  private void isRefused(String sql, SqlState state, String... parts) {
    assertThatThrownBy(() -> run(sql))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.state()).isEqualTo(state))
        .message()
        .contains(parts);
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().reason()).contains(parts[0]);
  }

  private String answerOnRecord() {
    return shop.events.of(ApprovalAnswered.class).get(0).status();
  }

  @Test
  void goesThroughOnceItIsApproved() throws RefusedException {
    shop.approvals.meanwhile(
        id -> {
          if (looks.incrementAndGet() == 3) {
            shop.approvals.answer(id, "bob approvers", true);
          }
        });

    run(ONE);

    assertThat(looks).hasValue(3);
    String request = shop.approvals.filed.get(0).id();
    assertThat(shop.events.lastRuling().approvalId()).isEqualTo(request + ".1");
    assertThat(shop.events.types())
        .containsSubsequence("approval.asked", "approval.answered", "statement.decided");
    assertThat(shop.events.of(ApprovalAsked.class).get(0).groups()).containsExactly("approvers");
    assertThat(shop.events.of(ApprovalAnswered.class).get(0).approvers()).containsExactly("bob");
  }

  @Test
  void tellsTheApproverWhatItIsAboutWithoutItsLiterals() throws RefusedException {
    shop.approvals.answeredBy(true, "bob approvers");

    run(ONE + " WHERE id = 4711");

    AccessRequest request = shop.approvals.filed.get(0);
    assertThat(request.toString()).doesNotContain("4711");
    assertThat(request.summary().rule()).isEqualTo("payroll-on-request");
    assertThat(request.summary().reason()).contains("with a reason");
    assertThat(request.summary().resources()).contains("shop.payroll", "shop.payroll.salary");
    assertThat(request.summary().application()).isEqualTo("reporting");
    assertThat(request.binding().scope()).isEqualTo("rule:payroll-on-request");
    assertThat(request.binding().binds()).isEqualTo("binds");
  }

  @Test
  void asksAgainForTheNextRun() throws RefusedException {
    shop.approvals.answeredBy(true, "bob approvers");

    run(ONE);
    run(ONE);

    assertThat(shop.approvals.filed)
        .extracting(AccessRequest::id)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void waitsForEveryoneWhomTheQuorumNeeds() throws RefusedException {
    shop.approvals.meanwhile(
        id -> {
          switch (looks.incrementAndGet()) {
            case 2 -> shop.approvals.answer(id, "bob approvers", true);
            case 4 -> shop.approvals.answer(id, "eve approvers", true);
            default -> shop.clock.advance(Duration.ofSeconds(10));
          }
        });

    run(TWO);

    assertThat(looks).hasValue(4);
    assertThat(shop.events.of(ApprovalAnswered.class).get(0).approvers())
        .containsExactly("bob", "eve");
  }

  @Test
  void asksForEachRuleThatWantsAnApproval() throws RefusedException {
    shop.approvals.answeredBy(true, "bob approvers", "eve approvers");

    run("SELECT p.salary, v.key FROM payroll p, vault v");

    assertThat(shop.approvals.filed)
        .extracting(request -> request.summary().rule())
        .containsExactly("payroll-on-request", "vault-on-request");
  }

  @Test
  void isRefusedWhenItIsRejected() {
    shop.approvals.answeredBy(false, "bob approvers");

    isRefused(
        ONE, SqlState.DENIED, "was rejected by bob: not today", "payroll-on-request", "Talk to");
    assertThat(answerOnRecord()).isEqualTo("REJECTED");
  }

  @Test
  void isRefusedWhenTheRequestExpires() {
    shop.approvals.meanwhile(id -> shop.clock.advance(Duration.ofMinutes(30)));

    isRefused(ONE, SqlState.DENIED, "expired without an answer. Run the statement again");
    assertThat(answerOnRecord()).isEqualTo("EXPIRED");
  }

  @Test
  void isRefusedWhenTheRequestIsWithdrawn() {
    shop.approvals.meanwhile(id -> shop.approvals.real().cancel(id));

    isRefused(ONE, SqlState.DENIED, "was cancelled. Run the statement again");
    assertThat(answerOnRecord()).isEqualTo("CANCELLED");
  }

  @Test
  void givesUpAfterItsLongestWaitAndLeavesTheRequestOpen() throws RefusedException {
    shop.approvals.meanwhile(id -> shop.clock.advance(Duration.ofMinutes(1)));

    isRefused(ONE, SqlState.DENIED, "rule payroll-on-request asks for an approval", "jit approve ");

    String id = shop.approvals.filed.get(0).id();
    assertThat(shop.approvals.cancelled).isEmpty();
    assertThat(shop.approvals.real().state(id).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void givesUpAtAShorterQueryTimeout() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.approvals.meanwhile(
        id -> {
          looks.incrementAndGet();
          shop.clock.advance(Duration.ofSeconds(20));
        });
    var ask = new Ask(ONE, () -> "binds", new Patience(), Duration.ofSeconds(30));

    assertThatThrownBy(() -> session.permit(ask)).hasMessageContaining("asks for an approval");

    assertThat(looks).hasValue(2);
  }

  @Test
  void doesNotWaitLongerForALongerQueryTimeout() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.approvals.meanwhile(id -> shop.clock.advance(Duration.ofMinutes(2)));
    var ask = new Ask(ONE, () -> "binds", new Patience(), Duration.ofHours(1));

    assertThatThrownBy(() -> session.permit(ask)).hasMessageContaining("asks for an approval");
  }

  @Test
  void failsAtOnceWhereSettingsSaySoAndGoesThroughOnALaterTry() throws RefusedException {
    try (Shop impatient = Shop.open(Shop.FAIL)) {
      Session session = impatient.session("ann analysts");
      assertThatThrownBy(() -> session.permit(Shop.ask(ONE)))
          .hasMessageContaining("Run the statement again once it is approved");
      String id = impatient.approvals.filed.get(0).id();
      impatient.approvals.answer(id, "bob approvers", true);

      session.permit(Shop.ask(ONE));

      assertThat(impatient.events.lastRuling().approvalId()).isEqualTo(id + ".1");
    }
  }

  @Test
  void endsWhenTheStatementIsCancelledAndWithdrawsTheRequest() throws RefusedException {
    Session session = shop.session("ann analysts");
    var patience = new Patience();
    shop.approvals.meanwhile(id -> patience.end("the statement was cancelled"));
    var ask = new Ask(ONE, () -> "binds", patience, Duration.ZERO);

    assertThatThrownBy(() -> session.permit(ask))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.CANCELLED))
        .hasMessageContaining("the statement was cancelled");

    assertThat(shop.approvals.cancelled).hasSize(1);
    assertThat(answerOnRecord()).isEqualTo("CANCELLED");
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
  }

  @Test
  void isNotEndedByACancelThatCameBeforeItBegan() throws RefusedException {
    Session session = shop.session("ann analysts");
    var patience = new Patience();
    patience.end("an old cancel");
    shop.approvals.answeredBy(true, "bob approvers");

    assertThat(session.permit(new Ask(ONE, () -> "binds", patience, Duration.ZERO))).isNotNull();
  }

  @Test
  void endsWithTheSession() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.approvals.meanwhile(id -> session.end("closed"));

    assertThatThrownBy(() -> session.permit(Shop.ask(ONE)))
        .hasMessageContaining("the connection is closed");
    assertThat(shop.approvals.cancelled).hasSize(1);
  }

  @Test
  void endsWithTheThreadsInterruption() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.approvals.meanwhile(id -> Thread.currentThread().interrupt());

    assertThatThrownBy(() -> session.permit(Shop.ask(ONE)))
        .hasMessageContaining("the thread was interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(shop.approvals.cancelled).hasSize(1);
  }

  @Test
  void doesNotRunIfTheLeaseEndedBeforeTheAnswerCame() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.approvals.meanwhile(
        id -> {
          shop.clock.advance(FakeBroker.LIFE);
          shop.approvals.answer(id, "bob approvers", true);
        });

    assertThatThrownBy(() -> session.permit(Shop.ask(ONE)))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.LEASE_ENDED));
  }

  @Test
  void doesNotAskPeopleIfTheQuestionCannotBeRecorded() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.events.isFull();
    shop.approvals.meanwhile(id -> looks.incrementAndGet());

    assertThatThrownBy(() -> session.permit(Shop.ask(ONE)))
        .hasMessageContaining("cannot be recorded");

    assertThat(looks).hasValue(0);
  }
}

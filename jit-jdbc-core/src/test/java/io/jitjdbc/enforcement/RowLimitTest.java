package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.audit.AuditEvent.ApprovalAsked;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.testing.AccessRequests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More rows than a rule hands out need somebody's word. */
class RowLimitTest {
  private static final String QUERY = "SELECT id, total FROM orders WHERE total > ?";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void isNoneWhereNoRuleSetsOne() throws RefusedException {
    assertThat(shop.permit("ann analysts", QUERY).rowLimit()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void isTheSmallestOfTheRulesThatMatch() throws RefusedException {
    assertThat(shop.permit("tim trainees guests", QUERY).rowLimit()).isEqualTo(10);
  }

  @Test
  void isTheSmallestOfSeveralObligations() throws RefusedException {
    var needs = AccessRequests.requirement(1, 1);
    var policy =
        FixedPolicy.permit(
            LimitResult.rows(9, "a", needs),
            LimitResult.rows(5, "b", needs),
            LimitResult.rows(7, "c", needs));
    try (Shop limited = Shop.under(policy)) {
      assertThat(limited.permit("tim", QUERY).rowLimit()).isEqualTo(5);
    }
  }

  @Test
  void isLiftedByAnApproval() throws RefusedException {
    Permission permission = shop.permit("tim trainees", QUERY);
    shop.approvals.answeredBy(true, "bob approvers");

    assertThat(permission.beyondLimit()).isEqualTo(Long.MAX_VALUE);

    AccessRequest request = shop.approvals.filed.get(0);
    assertThat(request.binding().scope()).isEqualTo("rows:trainees-read-little");
    assertThat(request.summary().reason()).isEqualTo("more than 10 rows of one result");
    assertThat(shop.events.of(ApprovalAsked.class).get(0).statementId())
        .isEqualTo(shop.events.lastDecided().statement().id());
  }

  @Test
  void givesWayToTheNextLimitForWhichPeopleAreAskedAgain() throws RefusedException {
    Permission permission = shop.permit("tim trainees guests", QUERY);
    shop.approvals.answeredBy(true, "bob approvers");

    assertThat(permission.beyondLimit()).isEqualTo(100);
    assertThat(permission.rowLimit()).isEqualTo(100);
    assertThat(permission.beyondLimit()).isEqualTo(Long.MAX_VALUE);

    assertThat(shop.approvals.filed)
        .extracting(request -> request.binding().scope())
        .containsExactly("rows:trainees-read-little", "rows:guests-read-some");
  }

  @Test
  void isAskedAboutForTheValuesThatWereBoundWhenTheStatementRan() throws RefusedException {
    var bound = new AtomicReference<>("values of the statement that runs");
    Permission permission =
        shop.session("tim trainees")
            .permit(new Ask(QUERY, bound::get, new Patience(), Duration.ZERO));
    bound.set("other values");
    shop.approvals.answeredBy(true, "bob approvers");

    permission.beyondLimit();

    assertThat(shop.approvals.filed.get(0).binding().binds())
        .isEqualTo("values of the statement that runs");
  }

  @Test
  void holdsWhenItIsRefusedAndTheRefusalIsRecorded() throws RefusedException {
    Permission permission = shop.permit("tim trainees", QUERY);
    shop.approvals.answeredBy(false, "bob approvers");

    assertThatThrownBy(permission::beyondLimit)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("was rejected by bob: not today");

    assertThat(permission.rowLimit()).isEqualTo(10);
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().rule()).isEqualTo("trainees-read-little");
  }

  @Test
  void holdsWhenThePolicyDoesNotHonourTheApproval() throws RefusedException {
    var needs = AccessRequests.requirement(1, 1);
    try (Shop stubborn = Shop.under(FixedPolicy.permit(LimitResult.rows(10, "r", needs)))) {
      Permission permission = stubborn.permit("tim", QUERY);
      stubborn.approvals.answeredBy(true, "dora dba");

      assertThatThrownBy(permission::beyondLimit)
          .hasMessageContaining("the approval did not lift the limit");
      assertThat(stubborn.events.lastRuling().effect()).isEqualTo("deny");
    }
  }

  @Test
  void holdsWhenTheRightIsGoneMeanwhile() throws RefusedException {
    var needs = AccessRequests.requirement(1, 1);
    var policy =
        new FixedPolicy(
            request ->
                request.approvals().isEmpty()
                    ? new Decision.Permit(
                        "r", "v1", List.of(LimitResult.rows(1, "r", needs)), false)
                    : new Decision.Deny("gone", "v1", "no longer yours"));
    try (Shop changing = Shop.under(policy)) {
      Permission permission = changing.permit("tim", QUERY);
      changing.approvals.answeredBy(true, "dora dba");

      assertThatThrownBy(permission::beyondLimit).hasMessageContaining("(rule gone)");
    }
  }

  @Test
  void holdsWhenThePolicyAsksForStillMore() throws RefusedException {
    var needs = AccessRequests.requirement(1, 1);
    var policy =
        new FixedPolicy(
            request ->
                request.approvals().isEmpty()
                    ? new Decision.Permit(
                        "r", "v1", List.of(LimitResult.rows(1, "r", needs)), false)
                    : new Decision.RequestableDeny("more", "v1", "ask again", needs));
    try (Shop changing = Shop.under(policy)) {
      Permission permission = changing.permit("tim", QUERY);
      changing.approvals.answeredBy(true, "dora dba");

      assertThatThrownBy(permission::beyondLimit).hasMessageContaining("(rule more)");
      assertThat(permission.rowLimit()).isEqualTo(1);
    }
  }

  @Test
  void cannotBePassedAfterTheLeaseEnded() throws RefusedException {
    Permission permission = shop.permit("tim trainees", QUERY);
    shop.clock.advance(FakeBroker.LIFE);

    assertThatThrownBy(permission::beyondLimit).hasMessageContaining("the lease lease-1");
    assertThat(shop.approvals.filed).isEmpty();
  }
}

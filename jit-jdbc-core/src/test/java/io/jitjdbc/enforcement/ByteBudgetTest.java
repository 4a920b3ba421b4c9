package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.testing.AccessRequests;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes of one result, alone and with those of all others. */
class ByteBudgetTest {
  private static final String QUERY = "SELECT id, total FROM orders WHERE total > ?";
  private static final ColumnPlan PLAN = FakeRow.plan(2);

  private final List<Obligation> obligations = new ArrayList<>();
  private final FixedPolicy policy =
      new FixedPolicy(
          request -> {
            var left = new ArrayList<>(obligations);
            request
                .approvals()
                .forEach(held -> left.removeIf(one -> isOpen(one, held.binding().scope())));
            return new Decision.Permit("fixed", FixedPolicy.VERSION, left, false);
          });
  private final Shop shop = Shop.under(policy);

  private static boolean isOpen(Obligation obligation, String scope) {
    return obligation instanceof LimitResult limit && scope.equals(limit.scope());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void budget(long bytes) {
    var limit = new UsageLimit(bytes, Duration.ofDays(1));
    obligations.add(new LimitUsage("day", new Measure.Bytes(), limit, Optional.empty()));
  }

  private void ofOneResult(String rule, long bytes) {
    obligations.add(LimitResult.bytes(bytes, rule, AccessRequests.requirement(1, 1)));
  }

  private Permission permission() throws RefusedException {
    return shop.permit("ann analysts", QUERY);
  }

  private RowBudgets result() throws RefusedException {
    return permission().budgets(PLAN);
  }

  private long used() {
    String subject = FakeSubjects.named("ann analysts").key();
    return shop.usage.used.getOrDefault(new UsageKey(subject, "day", Shop.TARGET), 0L);
  }

  @Test
  void areReservedInBlocksAndGivenBack() throws RefusedException {
    budget(10_000_000);
    RowBudgets budgets = result();
    for (int row = 0; row < 100; row++) {
      budgets.take(row, FakeRow.of(100));
    }
    assertThat(shop.usage.wanted).containsExactly(4096L, 8192L);

    budgets.close();

    assertThat(used()).isEqualTo(10_000);
  }

  @Test
  void areReservedWholeForARowThatIsLargerThanABlock() throws RefusedException {
    budget(10_000_000);
    RowBudgets budgets = result();
    budgets.take(0, FakeRow.of(10));
    budgets.take(1, FakeRow.of(2_000_000));
    assertThat(shop.usage.wanted).containsExactly(4096L, 2_000_000 - 4086L);
    budgets.close();

    assertThat(used()).isEqualTo(2_000_010);
  }

  @Test
  void areNotBurnedByARowThatIsTooLarge() throws RefusedException {
    budget(1000);
    RowBudgets budgets = result();
    budgets.take(0, FakeRow.of(400));

    assertThatThrownBy(() -> budgets.take(1, FakeRow.of(601)))
        .hasMessageContaining("less than the next row is left of 1000 bytes within 24h")
        .hasMessageContaining("this result handed out 1 rows until then");
    budgets.close();
    assertThat(used()).isEqualTo(400);

    RowBudgets another = result();
    another.take(0, FakeRow.of(600));
    assertThatThrownBy(() -> another.take(1, FakeRow.of(1))).hasMessageContaining("is used up");
    another.take(1, FakeRow.of(0));
  }

  @Test
  void failClosedWhereTheRowCannotBeMeasured() throws RefusedException {
    budget(1000);
    RowBudgets budgets = result();

    assertThatThrownBy(() -> budgets.take(0, FakeRow.unreadable()))
        .hasMessageContaining("budget day cannot be told: the row could not be read");
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
  }

  @Test
  void neverWaiveTheTurnAtARowOfUnknownSize() throws RefusedException {
    budget(1_000_000);
    RowBudgets budgets = result();
    budgets.take(0, FakeRow.of(1));

    assertThat(budgets.holdRow()).isFalse();
  }

  @Test
  void ofOneResultAreLiftedByAnApprovalUpToTheNextLimit() throws RefusedException {
    ofOneResult("small", 100);
    ofOneResult("large", 250);
    shop.approvals.answeredBy(true, "dora dba");
    RowBudgets budgets = result();
    budgets.take(0, FakeRow.of(100));
    assertThat(shop.approvals.filed).isEmpty();

    budgets.take(1, FakeRow.of(200));
    assertThat(shop.approvals.filed)
        .extracting(request -> request.binding().scope())
        .containsExactly("bytes:small", "bytes:large");
    assertThat(shop.approvals.filed.get(0).summary().reason())
        .isEqualTo("more than 100 bytes of one result");
    budgets.take(2, FakeRow.of(Long.MAX_VALUE));
    assertThat(budgets.holdRow()).isTrue();
  }

  @Test
  void ofOneResultHoldWhereNobodyAgrees() throws RefusedException {
    ofOneResult("small", 100);
    shop.approvals.answeredBy(false, "dora dba");
    RowBudgets budgets = result();

    assertThatThrownBy(() -> budgets.take(0, FakeRow.of(101)))
        .hasMessageContaining("was rejected by dora");
  }

  @Test
  void ofOneResultLeaveTheLimitOfRowsAlone() throws RefusedException {
    ofOneResult("small", 100);
    obligations.add(LimitResult.rows(7, "few", AccessRequests.requirement(1, 1)));
    shop.approvals.answeredBy(true, "dora dba");
    Permission permission = permission();

    permission.budgets(PLAN).take(0, FakeRow.of(101));
    assertThat(permission.rowLimit()).isEqualTo(7);

    Permission another = permission();
    assertThat(another.beyondLimit()).isEqualTo(Long.MAX_VALUE);
    assertThat(another.byteLimit()).isPresent();
  }

  @Test
  void holdUpNobodyWhereThePolicyIsOnlyObserved() throws RefusedException {
    policy.mode = PolicyMode.OBSERVE;
    budget(1000);
    ofOneResult("small", 100);
    RowBudgets budgets = result();

    for (int row = 0; row < 20; row++) {
      budgets.take(row, FakeRow.of(700));
    }
    budgets.take(20, FakeRow.unreadable());
    budgets.take(21, FakeRow.unreadable());

    assertThat(shop.events.of(StatementDecided.class))
        .extracting(decided -> decided.ruling().rule() + " " + decided.ruling().effect())
        .containsExactly("fixed permit", "small ask", "day deny", "day deny");
  }
}

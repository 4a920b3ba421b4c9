package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation;
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

/** Rows of one result, counted with those of all others. */
class RowBudgetsTest {
  private static final String QUERY = "SELECT id, total FROM orders WHERE total > ?";

  private static final ColumnPlan PLAN = FakeRow.plan(2);

  private final List<LimitUsage> obligations = new ArrayList<>();
  private final FixedPolicy policy =
      new FixedPolicy(
          request -> {
            var left = new ArrayList<Obligation>(obligations);
            request
                .approvals()
                .forEach(held -> left.removeIf(one -> isOpen(one, held.binding().scope())));
            return new Decision.Permit("fixed", FixedPolicy.VERSION, left, false);
          });
  private final Shop shop = Shop.under(policy);

  private static boolean isOpen(Obligation obligation, String scope) {
    return obligation instanceof LimitUsage budget && scope.equals("budget:" + budget.budget());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void budget(String id, long rows) {
    obligations.add(
        new LimitUsage(
            id, new Measure.Rows(), new UsageLimit(rows, Duration.ofDays(1)), Optional.empty()));
  }

  private void budgetBeyondWhichPeopleAreAsked(String id, long rows) {
    var people = Optional.of(AccessRequests.requirement(1, 1));
    obligations.add(
        new LimitUsage(id, new Measure.Rows(), new UsageLimit(rows, Duration.ofDays(1)), people));
  }

  private RowBudgets result() throws RefusedException {
    return shop.permit("ann analysts", QUERY).budgets(PLAN);
  }

  private static void take(RowBudgets budgets, int rows) throws RefusedException {
    for (int row = 0; row < rows; row++) {
      budgets.take(row, FakeRow.EMPTY);
    }
  }

  private long used(String id) {
    String subject = FakeSubjects.named("ann analysts").key();
    return shop.usage.used.getOrDefault(new UsageKey(subject, id, Shop.TARGET), 0L);
  }

  @Test
  void areNoneWhereThePolicyHasNone() throws RefusedException {
    assertThat(result()).isNull();
  }

  @Test
  void reserveOneRowFirstAndThenMoreUpToABlock() throws RefusedException {
    budget("day", 5000);
    RowBudgets budgets = result();
    assertThat(budgets.holdRow()).isFalse();
    assertThat(shop.usage.wanted).isEmpty();

    take(budgets, 1);
    assertThat(shop.usage.wanted).containsExactly(1L);
    take(budgets, 400);

    assertThat(shop.usage.wanted).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 100L, 100L, 100L);
    assertThat(budgets.holdRow()).isTrue();
  }

  @Test
  void keepNoLargePartOfASmallBudgetFromOthers() throws RefusedException {
    budget("day", 60);
    take(result(), 12);

    assertThat(shop.usage.wanted).allMatch(rows -> rows <= 3);
  }

  @Test
  void giveBackOnceWhatWasNotRead() throws RefusedException {
    budget("day", 5000);
    RowBudgets budgets = result();
    take(budgets, 10);
    assertThat(used("day")).isEqualTo(15);

    budgets.close();
    budgets.close();

    assertThat(shop.usage.givenBack).containsExactly(5L);
    assertThat(used("day")).isEqualTo(10);
  }

  @Test
  void handOutNothingOnceTheyAreClosed() throws RefusedException {
    budget("day", 5000);
    RowBudgets budgets = result();
    take(budgets, 10);
    budgets.close();

    assertThatThrownBy(() -> budgets.take(10, FakeRow.EMPTY)).hasMessageContaining("was closed");
    assertThat(used("day")).isEqualTo(10);
  }

  @Test
  void goOnAfterTheEndOfTheRows() throws RefusedException {
    budget("day", 5000);
    RowBudgets budgets = result();
    take(budgets, 2);
    budgets.giveBack();
    assertThat(used("day")).isEqualTo(2);

    take(budgets, 1);

    assertThat(budgets.holdRow()).isTrue();
  }

  @Test
  void sayWhatIsUsedUpAndWhatToDo() throws RefusedException {
    budget("day", 3);
    RowBudgets budgets = result();
    take(budgets, 3);

    assertThatThrownBy(() -> budgets.take(3, FakeRow.EMPTY))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("budget day is used up: 0 are left of 3 rows within 24h")
        .hasMessageContaining("Go on when what was read before has left the window")
        .hasMessageContaining("this result handed out 3 rows until then");
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().rule()).isEqualTo("day");
  }

  @Test
  void mustAllLetARowThrough() throws RefusedException {
    budget("small", 4);
    budget("large", 5000);
    RowBudgets budgets = result();
    take(budgets, 4);

    assertThatThrownBy(() -> budgets.take(4, FakeRow.EMPTY)).hasMessageContaining("budget small");

    budgets.close();
    assertThat(used("small")).isEqualTo(4);
    assertThat(used("large")).isEqualTo(4);
  }

  @Test
  void goOnForOneResultOnceSomebodySaysYesAndStillCount() throws RefusedException {
    budgetBeyondWhichPeopleAreAsked("day", 3);
    shop.approvals.answeredBy(true, "dora dba");
    Permission permission = shop.permit("ann analysts", QUERY);
    RowBudgets budgets = permission.budgets(PLAN);
    take(budgets, 50);
    budgets.close();

    assertThat(used("day")).isEqualTo(50);
    assertThat(permission.isApproved()).isTrue();
    assertThat(shop.approvals.filed).hasSize(1);
    assertThat(shop.approvals.filed.get(0).binding().scope()).isEqualTo("budget:day");
    assertThat(shop.approvals.filed.get(0).summary().reason()).contains("0 are left of 3 rows");

    shop.approvals.answeredBy(false, "dora dba");
    RowBudgets another = result();
    assertThatThrownBy(() -> another.take(0, FakeRow.EMPTY))
        .hasMessageContaining("was rejected by dora")
        .hasMessageContaining("handed out 0 rows");
  }

  @Test
  void areEachLiftedByAnApprovalOfTheirOwn() throws RefusedException {
    budgetBeyondWhichPeopleAreAsked("day", 3);
    budgetBeyondWhichPeopleAreAsked("month", 5);
    shop.approvals.answeredBy(true, "dora dba");

    take(result(), 20);

    assertThat(shop.approvals.filed)
        .extracting(request -> request.binding().scope())
        .containsExactly("budget:day", "budget:month");
  }

  @Test
  void failClosedWhereTheLedgerCannotBeAsked() throws RefusedException {
    budgetBeyondWhichPeopleAreAsked("day", 3);
    shop.usage.outage = RefusedException.denied("the table did not answer");
    RowBudgets budgets = result();

    assertThatThrownBy(() -> budgets.take(0, FakeRow.EMPTY))
        .hasMessageContaining("budget day cannot be told: the table did not answer");
    assertThat(shop.approvals.filed).isEmpty();
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
  }

  @Test
  void failClosedWhereTheLedgerIsBroken() throws RefusedException {
    budget("day", 3);
    shop.usage.bug = new IllegalStateException("secret");
    RowBudgets budgets = result();

    assertThatThrownBy(() -> budgets.take(0, FakeRow.EMPTY))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it failed; see the log")
        .hasMessageNotContaining("secret");
  }

  @Test
  void holdUpNobodyWhereThePolicyIsOnlyObserved() throws RefusedException {
    policy.mode = PolicyMode.OBSERVE;
    budget("day", 3);
    RowBudgets budgets = result();

    take(budgets, 20);

    List<StatementDecided> decided = shop.events.of(StatementDecided.class);
    assertThat(decided).hasSize(2);
    assertThat(decided.get(1).ruling().effect()).isEqualTo("deny");
    assertThat(decided.get(1).ruling().mode()).isEqualTo(PolicyMode.OBSERVE);
    assertThat(decided.get(1).ruling().rule()).isEqualTo("day");
  }

  @Test
  void areNotAskedAgainWhereThePolicyIsOnlyObservedAndTheLedgerIsAway() throws RefusedException {
    policy.mode = PolicyMode.OBSERVE;
    budget("day", 3);
    shop.usage.outage = RefusedException.denied("away");

    take(result(), 20);

    assertThat(shop.events.of(StatementDecided.class)).hasSize(2);
  }
}

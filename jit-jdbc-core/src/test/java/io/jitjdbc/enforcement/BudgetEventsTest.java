package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.audit.BudgetUse;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.LimitUsage;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.testing.AccessRequests;
import io.jitjdbc.usage.UsageLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events say which budgets rows were counted in, how many of them, and out of how many. */
class BudgetEventsTest {
  private static final String QUERY = "SELECT id, email FROM customers";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Measure ROWS = new Measure.Rows();

  private final List<Obligation> obligations = new ArrayList<>();
  private final FixedPolicy policy =
      new FixedPolicy(
          request ->
              new Decision.Permit(
                  "fixed",
                  FixedPolicy.VERSION,
                  request.approvals().isEmpty() ? obligations : List.of(),
                  false));
  private final Shop shop = Shop.under(policy);

  @AfterEach
  void close() {
    shop.close();
  }

  private void budget(String id, Measure measure, long most, Duration window) {
    obligations.add(new LimitUsage(id, measure, new UsageLimit(most, window), Optional.empty()));
  }

  private Permission permit() throws RefusedException {
    return shop.permit("ann analysts", QUERY);
  }

  private static RowBudgets result(Permission permission) {
    RowBudgets budgets = permission.budgets(FakeRow.plan(2));
    assertThat(budgets).isNotNull();
    return budgets;
  }

  private static void take(RowBudgets budgets, int rows) throws RefusedException {
    for (int row = 0; row < rows; row++) {
      budgets.take(row, FakeRow.EMPTY);
    }
  }

  private List<BudgetUse> told() {
    List<StatementFinished> finished = shop.events.of(StatementFinished.class);
    return finished.get(finished.size() - 1).reading().budgets();
  }

  @Test
  void countWhatWasHandedOutAndNotWhatWasReserved() throws RefusedException {
    budget("day", ROWS, 5000, DAY);
    Permission permission = permit();
    RowBudgets budgets = result(permission);
    take(budgets, 10);
    assertThat(shop.usage.wanted).contains(8L);
    budgets.close();

    permission.finish("exhausted", "", 10);

    assertThat(told()).containsExactly(new BudgetUse("day", "rows", 10, 5000, DAY));
  }

  @Test
  void nameEveryBudgetByNameAndUnit() throws RefusedException {
    var id = new Column(new Table("shop", "customers"), "id");
    budget("rows", ROWS, 5000, DAY);
    budget("people", new Measure.People(Set.of(id), Set.of(id)), 100, HOUR);
    budget("bytes", new Measure.Bytes(), 1_000_000, HOUR);
    Permission permission = permit();
    RowBudgets budgets = result(permission);
    budgets.take(0, FakeRow.at(1, "7", "a"));
    budgets.take(1, FakeRow.at(2, "7", "b"));
    budgets.take(2, FakeRow.at(3, "8", "c"));

    permission.finish("closed", "", 3);

    assertThat(told())
        .containsExactly(
            new BudgetUse("bytes", "bytes", 0, 1_000_000, HOUR),
            new BudgetUse("people", "distinct people", 2, 100, HOUR),
            new BudgetUse("rows", "rows", 3, 5000, DAY));
  }

  @Test
  void addUpTheResultsOfOneStatement() throws RefusedException {
    budget("bytes", new Measure.Bytes(), 1_000_000, HOUR);
    Permission permission = permit();
    result(permission).take(0, FakeRow.of(700));
    permission.keysBudgets().take(0, FakeRow.of(30));

    permission.finish("closed", "", 2);

    assertThat(told()).containsExactly(new BudgetUse("bytes", "bytes", 730, 1_000_000, HOUR));
  }

  @Test
  void areSilentWhereNothingIsCounted() throws RefusedException {
    Permission permission = permit();
    permission.finish("exhausted", "", 10);

    assertThat(told()).isEmpty();
    assertThat(EventFields.of(shop.events.of(StatementFinished.class).get(0)))
        .doesNotContainKey("budgets");
  }

  @Test
  void tellAtARefusalWhichOneIsUsedUpAndWhatTheOthersCount() throws RefusedException {
    budget("small", ROWS, 4, HOUR);
    budget("large", ROWS, 5000, DAY);
    Permission permission = permit();
    RowBudgets budgets = result(permission);
    take(budgets, 4);

    assertThatThrownBy(() -> budgets.take(4, FakeRow.EMPTY)).hasMessageContaining("budget small");

    assertThat(shop.events.lastRuling().rule()).isEqualTo("small");
    assertThat(shop.events.lastRuling().budgets())
        .containsExactly(
            new BudgetUse("large", "rows", 4, 5000, DAY),
            new BudgetUse("small", "rows", 4, 4, HOUR));
  }

  @Test
  void tellAtARefusalThatOtherStatementsUsedItUp() throws RefusedException {
    budget("day", ROWS, 4, DAY);
    take(result(permit()), 4);

    RowBudgets second = result(permit());
    assertThatThrownBy(() -> second.take(0, FakeRow.EMPTY)).hasMessageContaining("used up");

    assertThat(shop.events.lastRuling().budgets())
        .containsExactly(new BudgetUse("day", "rows", 0, 4, DAY));
  }

  @Test
  void tellItWherePeopleSayNo() throws RefusedException {
    var people = Optional.of(AccessRequests.requirement(1, 1));
    obligations.add(new LimitUsage("day", ROWS, new UsageLimit(1, DAY), people));
    shop.approvals.answeredBy(false, "dora dba");
    RowBudgets budgets = result(permit());
    take(budgets, 1);

    assertThatThrownBy(() -> budgets.take(1, FakeRow.EMPTY)).hasMessageContaining("rejected");

    assertThat(shop.events.lastRuling().budgets())
        .containsExactly(new BudgetUse("day", "rows", 1, 1, DAY));
  }

  @Test
  void goOnCountingBeyondTheLimitWherePeopleSayYes() throws RefusedException {
    var people = Optional.of(AccessRequests.requirement(1, 1));
    obligations.add(new LimitUsage("day", ROWS, new UsageLimit(3, DAY), people));
    shop.approvals.answeredBy(true, "dora dba");
    Permission permission = permit();
    take(result(permission), 20);

    permission.finish("exhausted", "", 20);

    assertThat(told()).containsExactly(new BudgetUse("day", "rows", 20, 3, DAY));
  }

  @Test
  void tellWhatWouldHaveBeenRefusedWhereThePolicyIsOnlyObserved() throws RefusedException {
    policy.mode = PolicyMode.OBSERVE;
    budget("day", ROWS, 3, DAY);
    Permission permission = permit();
    take(result(permission), 20);

    permission.finish("exhausted", "", 20);

    assertThat(shop.events.lastRuling().mode()).isEqualTo(PolicyMode.OBSERVE);
    assertThat(shop.events.lastRuling().budgets())
        .containsExactly(new BudgetUse("day", "rows", 3, 3, DAY));
    assertThat(told()).containsExactly(new BudgetUse("day", "rows", 20, 3, DAY));
  }

  @Test
  void holdNothingOfWhomTheRowsAreAbout() throws RefusedException {
    var id = new Column(new Table("shop", "customers"), "id");
    budget("people", new Measure.People(Set.of(id), Set.of(id)), 100, HOUR);
    Permission permission = permit();
    result(permission).take(0, FakeRow.at(1, "s3cret-person", "a"));

    permission.finish("exhausted", "", 1);

    assertThat(EventFields.of(shop.events.of(StatementFinished.class).get(0)).toString())
        .contains("budget=people")
        .doesNotContain("s3cret");
  }
}

package io.jitjdbc.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Action;
import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which statements count in which budgets. */
class BudgetTest {
  private static final Obligation.Cases<Stream<LimitUsage>> BUDGETS =
      new Obligation.Cases<>(
          mask -> Stream.empty(),
          scan -> Stream.empty(),
          guard -> Stream.empty(),
          limit -> Stream.empty(),
          Stream::of,
          each -> Stream.empty());

  private final Policy policy = Policies.read(Policies.text("good/budgets.yaml"));

  private List<LimitUsage> budgets(Asking asking) {
    return policy
        .decide(asking.request())
        .<List<Obligation>>fold(Decision.Permit::obligations, deny -> List.of(), ask -> List.of())
        .stream()
        .flatMap(obligation -> obligation.fold(BUDGETS))
        .toList();
  }

  private List<String> ids(Asking asking) {
    return budgets(asking).stream().map(LimitUsage::budget).toList();
  }

  private static Asking analyst() {
    return Asking.by("ann", "analysts");
  }

  @Test
  void areAllThatASubjectAndATableFall() {
    assertThat(ids(analyst().does(Action.SELECT, "shop.customers", "id")))
        .containsExactly("customers-a-day", "people-a-month");
    assertThat(ids(Asking.by("bob").does(Action.SELECT, "shop.customers", "id")))
        .containsExactly("people-a-month");
    assertThat(ids(analyst().does(Action.SELECT, "shop.orders", "id"))).isEmpty();
  }

  @Test
  void sayHowMuchWithinWhichTimeAndWhoIsAsked() {
    List<LimitUsage> both = budgets(analyst().does(Action.SELECT, "shop.customers"));

    assertThat(both.get(0).limit().most()).isEqualTo(5000);
    assertThat(both.get(0).limit().window()).isEqualTo(Duration.ofDays(1));
    assertThat(both.get(0).limit().windowInShort()).isEqualTo("24h");
    assertThat(both.get(0).beyond()).isPresent();
    assertThat(both.get(1).beyond()).isEmpty();
  }

  @Test
  void countAWriteBecauseItMayHandOutWhatItWrote() {
    assertThat(ids(Asking.by("bob").does(Action.UPDATE, "shop.customers", "id")))
        .containsExactly("people-a-month");
  }

  @Test
  void mayBeAboutAColumn() {
    assertThat(ids(Asking.by("bob").does(Action.SELECT, "shop.payroll", "amount"))).isEmpty();
    assertThat(ids(Asking.by("bob").does(Action.SELECT, "shop.payroll", "person")))
        .containsExactly("people-a-month");
  }

  @Test
  void giveWayToAnApprovalOfTheirOwn() {
    String scope = ApprovalScope.ofBudget("customers-a-day");
    Asking asking = analyst().does(Action.SELECT, "shop.customers");

    assertThat(ids(asking.approved(scope, policy.version()))).containsExactly("people-a-month");
    assertThat(ids(analyst().does(Action.SELECT, "shop.customers").approved(scope, "older")))
        .containsExactly("customers-a-day", "people-a-month");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window: 24h     | window: 4000d   | a window is from a second to ten years",
        "window: 24h     | window: soon    | is not a duration such as 90s",
        "rows: 5000      | rows: -5        | expected a whole number from 0",
        "approval: bulk  | approval: blk   | unknown approval",
        "people-a-month  | customers-a-day | another budget is called",
        "rows: 5000      | reads: 5000     | rows is missing",
        "id: customers-a-day | id: a b     | is not a name"
      })
  void areRefusedWhereTheyMakeNoSense(String right, String wrong, String problem) {
    String bad = Policies.text("good/budgets.yaml").replaceFirst(right, wrong);

    assertThatThrownBy(() -> Policies.read(bad)).hasMessageContaining(problem);
  }
}

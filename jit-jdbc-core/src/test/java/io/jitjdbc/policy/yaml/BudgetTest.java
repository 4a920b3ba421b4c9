package io.jitjdbc.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Measure;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
          each -> Stream.empty(),
          recording -> Stream.empty());

  private final Policy policy = Policies.read(Policies.text("good/budgets.yaml"));

  private List<Obligation> obligations(Asking asking) {
    return policy
        .decide(asking.request())
        .fold(Decision.Permit::obligations, deny -> List.of(), ask -> List.of());
  }

  private List<LimitUsage> budgets(Asking asking) {
    return obligations(asking).stream().flatMap(obligation -> obligation.fold(BUDGETS)).toList();
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
    assertThat(ids(analyst().does(Action.SELECT, "shop.contacts", "id"))).isEmpty();
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
  void countRowsPeopleOrBytes() {
    List<LimitUsage> both = budgets(analyst().does(Action.SELECT, "shop.customers", "id"));
    List<LimitUsage> orders = budgets(analyst().does(Action.SELECT, "shop.orders", "id"));

    assertThat(both.get(0).measure()).isEqualTo(new Measure.Rows());
    assertThat(both.get(1).measure().unit()).isEqualTo("distinct people");
    assertThat(orders.get(0).measure()).isEqualTo(new Measure.Bytes());
    assertThat(orders.get(0).limit().most()).isEqualTo(5_000_000_000L);
  }

  @Test
  void nameTheColumnsOfTheStatementThatTellPeopleApartAndThoseThatCount() {
    Column id = column("customers", "id");
    Column email = column("customers", "email");

    assertThat(
            budgets(Asking.by("bob").does(Action.SELECT, "shop.customers", "id", "email"))
                .get(0)
                .measure())
        .isEqualTo(new Measure.People(Set.of(id), Set.of(id, email)));
    assertThat(
            budgets(Asking.by("bob").does(Action.SELECT, "shop.payroll", "person", "amount"))
                .get(0)
                .measure())
        .isEqualTo(
            new Measure.People(
                Set.of(column("payroll", "person")), Set.of(column("payroll", "person"))));
  }

  private static Column column(String table, String name) {
    return new Column(new Table("shop", table), name);
  }

  @Test
  void stopOneResultAtSoManyBytesUntilThatIsApproved() {
    assertThat(obligations(contacts()))
        .singleElement()
        .isEqualTo(
            LimitResult.bytes(
                3_000_000_000L, "everyone-reads", policy.rules().get(0).limits().get(0).beyond()));
    assertThat(obligations(contacts().approved("bytes:everyone-reads", policy.version())))
        .isEmpty();
    assertThat(obligations(contacts().approved("rows:everyone-reads", policy.version())))
        .hasSize(1);
  }

  private static Asking contacts() {
    return Asking.by("bob").does(Action.SELECT, "shop.contacts");
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
        "rows: 5000      | rows: -5        | expected a whole number from 0 to 10^15",
        "rows: 5000      | rows: 5e3       | expected a whole number from 0 to 10^15",
        "approval: bulk  | approval: blk   | unknown approval",
        "people-a-month  | customers-a-day | another budget is called",
        "rows: 5000      | reads: 5000     | a budget counts exactly one of rows, people and bytes",
        "identity: .*     | window: 1h      | identity is missing",
        "identity: .*     | identity: []    | must not be an empty list",
        "identity: .*     | identity: [id]  | is not a column",
        "people: 20000   | rows: 20000     | only a budget of people has an identity",
        "bytes: 5000000000 | bytes: 5GB    | expected a whole number",
        "limit: 3000000000 | limit: none   | expected a whole number",
        "id: customers-a-day | id: a b     | is not a name"
      })
  void areRefusedWhereTheyMakeNoSense(String right, String wrong, String problem) {
    String bad = Policies.text("good/budgets.yaml").replaceFirst(right, wrong);

    assertThatThrownBy(() -> Policies.read(bad)).hasMessageContaining(problem);
  }
}

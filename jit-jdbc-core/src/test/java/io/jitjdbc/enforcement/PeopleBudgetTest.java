package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Digests;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Measure.People;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People whom rows are about, each counted once over all results. */
class PeopleBudgetTest {
  private static final String QUERY = "SELECT id, email FROM customers";

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

  private static Column column(String table, String name) {
    return new Column(new Table("shop", table), name);
  }

  private void budget(long people, boolean asks) {
    var measure =
        new People(
            Set.of(column("customers", "id"), column("orders", "customer_id")),
            Stream.of("id", "name", "email", "ssn", "phone")
                .map(name -> column("customers", name))
                .collect(Collectors.toSet()));
    obligations.add(
        new LimitUsage(
            "day",
            measure,
            new UsageLimit(people, Duration.ofDays(1)),
            asks ? Optional.of(AccessRequests.requirement(1, 1)) : Optional.empty()));
  }

  private RowBudgets result(String sql, int width) throws RefusedException {
    return shop.permit("ann analysts", sql).budgets(FakeRow.plan(width));
  }

  private int counted() {
    String subject = FakeSubjects.named("ann analysts").key();
    return shop.usage
        .people
        .getOrDefault(new UsageKey(subject, "day", Shop.TARGET), Set.of())
        .size();
  }

  private int counted(String sql, int width, CountedRow... rows) throws RefusedException {
    RowBudgets budgets = result(sql, width);
    for (int row = 0; row < rows.length; row++) {
      budgets.take(row, rows[row]);
    }
    return counted();
  }

  @Test
  void areCountedOnceOverAllResults() throws RefusedException {
    budget(100, false);
    assertThat(counted(QUERY, 2, FakeRow.at(1, "7"), FakeRow.at(2, "8"), FakeRow.at(3, "7")))
        .isEqualTo(2);
    assertThat(shop.usage.asked).hasSize(2);
    assertThat(counted("SELECT email, id FROM customers", 2, FakeRow.at(1, "x", "8"))).isEqualTo(2);
  }

  @Test
  void areKnownToTheLedgerByDigestsAlone() throws RefusedException {
    budget(100, false);
    counted(QUERY, 2, FakeRow.at(1, "alice"));

    assertThat(shop.usage.asked.get(0))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(Digests.of("alice"));
  }

  @Test
  void areRefusedBeyondTheBudgetButForThoseWhoWereRead() throws RefusedException {
    budget(2, false);
    RowBudgets budgets = result(QUERY, 2);
    budgets.take(0, FakeRow.at(1, "7"));
    budgets.take(1, FakeRow.at(2, "8"));

    assertThatThrownBy(() -> budgets.take(2, FakeRow.at(3, "9")))
        .hasMessageContaining("0 are left of 2 distinct people within 24h")
        .hasMessageContaining("this result handed out 2 rows until then")
        .hasMessageNotContaining("9 ");
    assertThat(counted(QUERY, 2, FakeRow.at(1, "8"))).isEqualTo(2);
  }

  @Test
  void areOneMoreEachWhereTheyAreNotTold() throws RefusedException {
    budget(100, false);
    var first = FakeRow.at(1, "a", "b");
    var second = FakeRow.at(2, "a", "b");

    assertThat(counted("SELECT email, name FROM customers", 2, first, second, first)).isEqualTo(2);
    assertThat(counted("SELECT email, name FROM customers", 2, first)).isEqualTo(3);
  }

  @Test
  void areOneMoreEachWhereTheIdentityIsNull() throws RefusedException {
    budget(100, false);
    assertThat(counted(QUERY, 2, FakeRow.at(1, "null"), FakeRow.at(2, "null"))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT c.id, d.email FROM customers c, customers d",
        "SELECT c.id, d.mail FROM customers c, contacts d",
        "SELECT c.id, (SELECT max(email) FROM customers) FROM customers c",
        "WITH c AS (SELECT id, email FROM customers) SELECT a.id, b.email FROM c a, c b",
        "SELECT id, email FROM customers UNION ALL SELECT id, email FROM customers",
        "SELECT id, lag(email) OVER (ORDER BY id) FROM customers",
        "SELECT id, max(email) FROM customers GROUP BY id",
        "SELECT o.customer_id, c.email FROM orders o, customers c"
      })
  void areOneMoreWhereTheIdentityMayBeSomebodyElses(String sql) throws RefusedException {
    budget(100, false);
    assertThat(counted(sql, 2, FakeRow.at(1, "7"), FakeRow.at(2, "7"))).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, mail FROM contacts",
        "SELECT c.id, c.email FROM customers c JOIN orders o ON o.customer_id = c.id",
        "SELECT id, 'x' FROM customers WHERE email = ?",
        "SELECT c.id, o.total + 1 FROM customers c, orders o",
        "SELECT id, email FROM (SELECT * FROM customers) c",
        "WITH c AS (SELECT * FROM customers) SELECT id, email FROM c",
        "SELECT id, email FROM customers ORDER BY email OFFSET 3",
        "SELECT customer_id, total FROM orders",
        "UPDATE customers SET email = ? WHERE id = 1 RETURNING id, email",
        "INSERT INTO customers(id, email) VALUES (1, ?) RETURNING id, email"
      })
  void areToldByTheIdentityInTheirOwnRow(String sql) throws RefusedException {
    budget(100, false);
    assertThat(counted(sql, 2, FakeRow.at(1, "7"), FakeRow.at(2, "7"))).isEqualTo(1);
  }

  @Test
  void areSeveralWhereARowNamesSeveral() throws RefusedException {
    budget(100, false);
    String sql = "SELECT c.id, o.customer_id FROM customers c, orders o";

    assertThat(counted(sql, 2, FakeRow.at(1, "7", "8"))).isEqualTo(2);
    assertThat(counted(sql, 2, FakeRow.at(1, "8", "8"))).isEqualTo(2);
  }

  @Test
  void areNotToldOfAResultOfAnotherWidthNorOfGeneratedKeys() throws RefusedException {
    budget(100, false);
    result(QUERY, 3).take(0, FakeRow.at(1, "7"));
    shop.permit("ann analysts", QUERY).keysBudgets().take(0, FakeRow.at(1, "7"));
    assertThat(counted()).isEqualTo(2);
  }

  @Test
  void goOnForOneResultOnceSomebodySaysYesAndStillCount() throws RefusedException {
    budget(1, true);
    shop.approvals.answeredBy(true, "dora dba");

    assertThat(counted(QUERY, 2, FakeRow.at(1, "7"), FakeRow.at(2, "8"), FakeRow.at(3, "9")))
        .isEqualTo(3);
    assertThat(shop.approvals.filed)
        .extracting(request -> request.summary().reason())
        .singleElement()
        .asString()
        .contains("1 distinct people");
  }

  @Test
  void failClosedWhereTheyCannotBeReadOrCounted() throws RefusedException {
    budget(5, false);
    RowBudgets budgets = result(QUERY, 2);
    assertThatThrownBy(() -> budgets.take(0, FakeRow.unreadable()))
        .hasMessageContaining("cannot be told: the row could not be read");
    shop.usage.outage = RefusedException.denied("away");
    assertThatThrownBy(() -> result(QUERY, 2).take(0, FakeRow.at(1, "7")))
        .hasMessageContaining("cannot be told: away");
  }

  @Test
  void areNotHandedOutOnceTheResultIsClosed() throws RefusedException {
    budget(5, false);
    RowBudgets budgets = result(QUERY, 2);
    budgets.close();

    assertThatThrownBy(() -> budgets.take(0, FakeRow.at(1, "7"))).hasMessageContaining("closed");
  }

  @Test
  void holdUpNobodyWhereThePolicyIsOnlyObserved() throws RefusedException {
    policy.mode = PolicyMode.OBSERVE;
    budget(1, false);

    assertThat(counted(QUERY, 2, FakeRow.at(1, "7"), FakeRow.at(2, "8"), FakeRow.at(3, "9")))
        .isEqualTo(3);
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().mode()).isEqualTo(PolicyMode.OBSERVE);
  }
}

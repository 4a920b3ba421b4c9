package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.policy.Decision;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of decisions say where each column of the result comes from. */
class LineageTest {
  private final FixedPolicy policy =
      new FixedPolicy(
          request -> new Decision.Permit("fixed", FixedPolicy.VERSION, List.of(), false));
  private final Shop shop = Shop.under(policy);

  @AfterEach
  void close() {
    shop.close();
  }

  private List<String> lineage() {
    return shop.events.lastDecided().statement().lineage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "SELECT email FROM customers > email: shop.customers.email",
        "SELECT email AS e FROM customers c > e: shop.customers.email",
        "SELECT mail FROM contacts > mail: shop.customers.email",
        "SELECT name || phone AS n FROM customers"
            + " > n: computed from shop.customers.name, shop.customers.phone",
        "SELECT 1 AS one FROM customers > one: no column",
        "SELECT id FROM opaque > id: not proven",
      })
  void throughAliasesViewsAndComputations(String sql, String expected) throws RefusedException {
    shop.permit("ann analysts", sql);

    assertThat(lineage()).containsExactly(expected);
  }

  @Test
  void forEachColumnInTheOrderOfTheResult() throws RefusedException {
    shop.permit(
        "ann analysts",
        "SELECT o.total, c.* FROM customers c JOIN orders o ON o.customer_id = c.id");

    assertThat(lineage())
        .containsExactly(
            "total: shop.orders.total",
            "id: shop.customers.id",
            "name: shop.customers.name",
            "email: shop.customers.email",
            "ssn: shop.customers.ssn",
            "phone: shop.customers.phone");
  }

  @Test
  void ofATextThatDiffersFromAKnownOneInItsValues() throws RefusedException {
    Session session = shop.session("ann analysts");
    session.permit(Shop.ask("SELECT email AS a FROM customers WHERE id = 1"));
    session.permit(Shop.ask("SELECT email AS a FROM customers WHERE id = 2"));
    assertThat(lineage()).containsExactly("a: shop.customers.email");

    session.permit(Shop.ask("SELECT email AS b FROM customers WHERE id = 2"));
    assertThat(lineage()).containsExactly("b: shop.customers.email");
  }

  @Test
  void ofWhatWasRefused() {
    var denying =
        new FixedPolicy(request -> new Decision.Deny("no", FixedPolicy.VERSION, "not you"));
    try (Shop closed = Shop.under(denying)) {
      assertThatThrownBy(() -> closed.permit("ann analysts", "SELECT ssn FROM customers"))
          .hasMessageContaining("not you");
      assertThat(closed.events.lastDecided().statement().lineage())
          .containsExactly("ssn: shop.customers.ssn");
    }
  }

  @Test
  void isEmptyWhereThereIsNoResultOrNothingIsKnown() throws RefusedException {
    shop.permit("ann analysts", "UPDATE customers SET name = ? WHERE id = ?");
    assertThat(lineage()).isEmpty();

    assertThatThrownBy(() -> shop.permit("ann analysts", "SELECT FROM WHERE"))
        .isInstanceOf(RefusedException.class);
    assertThat(lineage()).isEmpty();
  }
}

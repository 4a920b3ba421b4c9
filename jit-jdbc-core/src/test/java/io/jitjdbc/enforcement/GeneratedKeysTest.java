package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.testing.AccessRequests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Generated keys are columns of the written table, and are shown as a query would show them. */
class GeneratedKeysTest {
  private static final String INSERT = "INSERT INTO customers (name, ssn) VALUES (?, ?)";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private ColumnPlan keys(String person, String sql, String... labels) throws RefusedException {
    return shop.permit(person, sql).keysPlan(List.of(labels));
  }

  @Test
  void showsAKeyInClear() throws RefusedException {
    assertThat(keys("ann analysts clerks", INSERT, "id").masksAnything()).isFalse();
  }

  @Test
  void masksWhatTheDriverReturnsBeside() throws RefusedException {
    ColumnMask[] masks = keys("ann analysts clerks", INSERT, "ID", "name", "SSN").masks();

    assertThat(masks[1]).isNull();
    assertThat(masks[2]).isNull();
    assertThat(masks[3].mask("123-45-6789")).isEqualTo("•••••");
  }

  @Test
  void areNotShownToWhoMayOnlyWrite() throws RefusedException {
    Permission permission = shop.permit("carl clerks", INSERT);

    assertThatThrownBy(() -> permission.keysPlan(List.of("id")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the generated keys of shop.customers are not shown")
        .hasMessageContaining("rule no-rule")
        .hasMessageContaining("the write itself was done");
  }

  @Test
  void areNotShownIfReadingNeedsAnApproval() throws RefusedException {
    try (Shop asking = Shop.under(new FixedPolicy(GeneratedKeysTest::readingNeedsApproval))) {
      Permission permission = asking.permit("carl", INSERT);

      assertThatThrownBy(() -> permission.keysPlan(List.of("id")))
          .hasMessageContaining("rule readers does not let you read the table");
    }
  }

  private static Decision readingNeedsApproval(AuthorizationRequest request) {
    boolean reads =
        request.accesses().stream().map(Access::toString).anyMatch(it -> it.startsWith("SELECT"));
    return reads
        ? new Decision.RequestableDeny("readers", "v1", "ask", AccessRequests.requirement(1, 1))
        : new Decision.Permit("writers", "v1", List.of(), false);
  }

  @Test
  void areOnlyShownForOneTable() throws RefusedException {
    Permission query = shop.permit("ann analysts", "SELECT id FROM customers");

    assertThatThrownBy(() -> query.keysPlan(List.of("id")))
        .hasMessageContaining("only shown for writes to one table");
  }

  @Test
  void hideAColumnThatTheTableDoesNotHave() throws RefusedException {
    ColumnPlan plan = keys("ann analysts clerks", INSERT, "something");

    assertThat(plan.masks()[1].mask("x")).isEqualTo("•••••");
  }

  @Test
  void hideWhatTheTableComputes() throws RefusedException {
    shop.catalog.relation(
        new Relation.BaseTable(
            new Table("shop", "orders"),
            List.of("id", "customer_id", "total"),
            Set.of(),
            Map.of("total", "id * 2"),
            false));
    ColumnPlan keys =
        keys("ann analysts clerks", "INSERT INTO orders (id) VALUES (?)", "id", "total");

    assertThat(keys.masks()[1]).isNull();
    assertThat(keys.isWithheld(2)).isTrue();
  }

  @Test
  void showTheCounterOfMySqlsFamily() throws RefusedException {
    for (Dialect dialect : List.of(Dialect.MARIADB, Dialect.MYSQL)) {
      Permission permission = shop.session("ann analysts clerks", dialect).permit(Shop.ask(INSERT));

      assertThat(permission.keysPlan(List.of("GENERATED_KEY")).masksAnything()).isFalse();
      assertThat(permission.keysPlan(List.of("ssn")).masksAnything()).isTrue();
      assertThat(permission.keysPlan(List.of("a", "b")).notes()).hasSize(2);
    }
  }

  @Test
  void areNotShownIfTheTableIsGone() throws RefusedException {
    Permission permission = shop.permit("ann analysts clerks", INSERT);
    shop.catalog.drop("customers");

    assertThatThrownBy(() -> permission.keysPlan(List.of("id")))
        .hasMessageContaining("shop.customers is not in the catalog");
  }

  @Test
  void areNotShownIfTheCatalogCannotBeRead() throws RefusedException {
    Permission permission = shop.permit("ann analysts clerks", INSERT);
    shop.catalog.failWith(
        name -> {
          throw new CatalogException("the database is away");
        });

    assertThatThrownBy(() -> permission.keysPlan(List.of("id")))
        .hasMessageContaining("the generated keys are not shown: the database is away");
  }
}

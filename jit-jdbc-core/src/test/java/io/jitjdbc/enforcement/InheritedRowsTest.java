package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Relation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that shares its rows with another one, by inheritance or as its partition. */
class InheritedRowsTest {
  private final Shop shop = Shop.open();

  @BeforeEach
  void partitionTheCustomers() {
    shop.catalog.relation(
        new Relation.BaseTable(
            new Table("shop", "customers_2024"),
            List.of("id", "email", "ssn"),
            Set.of(new Table("shop", "customers")),
            Map.of(),
            false));
    shop.policyFile.write(policy());
  }

  /** The shop's, with the same rights to the partition as to the whole. */
  private static String policy() {
    return PolicyFile.shop()
        .replace("[\"shop.customers\", ", "[\"shop.customers_2024\", \"shop.customers\", ");
  }

  /** The same with a rule about a column of the whole. */
  private void aboutNumbers(String effect) {
    String rule =
        "  - {id: numbers, who: anyone, actions: [read], resources: [shop.customers.ssn], %s}\n";
    shop.policyFile.write(
        policy().replace("approvals:\n", rule.formatted(effect) + "\napprovals:\n"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void isMaskedByWhatTheOtherIsClassifiedAs() throws RefusedException {
    Permission permission =
        shop.permit("ann analysts", "SELECT id, email, ssn FROM customers_2024");

    assertThat(permission.plan(3).masks()[1]).isNull();
    assertThat(shop.events.lastRuling().masks())
        .containsExactly("email: partial (pii.email)", "ssn: redact (pii.ssn)");
  }

  @Test
  void isUsedInConditionsOnlyAsTheMaskOfTheOtherLets() {
    assertThatThrownBy(
            () -> shop.permit("ann analysts", "SELECT id FROM customers_2024 ORDER BY ssn"))
        .hasMessageContaining("shop.customers_2024.ssn (pii.ssn) is masked for you");
  }

  @Test
  void isDeniedWhereTheOtherIs() {
    aboutNumbers("effect: deny");

    assertThatThrownBy(() -> shop.permit("ann analysts", "SELECT ssn FROM customers_2024"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("SELECT on shop.customers.ssn is denied");
  }

  @Test
  void needsTheApprovalThatTheOtherNeeds() throws RefusedException {
    aboutNumbers("effect: require-approval, approval: one-person");
    shop.approvals.answeredBy(true, "bob approvers");

    shop.permit("ann analysts", "SELECT ssn FROM customers_2024");

    assertThat(shop.approvals.filed)
        .singleElement()
        .satisfies(request -> assertThat(request.summary().rule()).isEqualTo("numbers"));
  }

  @Test
  void isNotReadByARightToTheOtherAlone() {
    shop.policyFile.write(PolicyFile.shop());

    assertThatThrownBy(() -> shop.permit("ann analysts", "SELECT id FROM customers_2024"))
        .hasMessageContaining("no rule permits SELECT on shop.customers_2024");
  }

  @Test
  void hasItsGeneratedKeysMaskedAsWell() throws RefusedException {
    Permission written =
        shop.permit("ann analysts clerks", "INSERT INTO customers_2024 (id) VALUES (?)");

    assertThat(written.keysPlan(List.of("id", "email")).masks()[1]).isNull();
    assertThat(written.keysPlan(List.of("id", "email")).masks()[2]).isNotNull();
  }
}

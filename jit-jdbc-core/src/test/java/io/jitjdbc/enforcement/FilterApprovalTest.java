package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conditions on a masked column that people may agree to. */
@Timeout(20)
class FilterApprovalTest {
  private static final String FILTERED = "SELECT id, ssn FROM customers WHERE ssn LIKE ?";

  private final Shop shop = Shop.open();

  FilterApprovalTest() {
    shop.policyFile.write(
        PolicyFile.shop()
            .replace(
                "default: {function: redact}",
                """
                pii.ssn: {function: redact, filter: require-approval, approval: one-person}
                  default: {function: redact}"""));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void areRunOnceSomebodyAgreedAndShowTheMaskAllTheSame() throws RefusedException {
    shop.approvals.answeredBy(true, "bob approvers");

    Permission permission = shop.permit("ann analysts", FILTERED);

    assertThat(shop.approvals.filed)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.binding().scope()).isEqualTo("filter:pii.ssn");
              assertThat(request.summary().rule()).isEqualTo("mask pii.ssn");
              assertThat(request.summary().reason())
                  .startsWith("shop.customers.ssn (pii.ssn) is masked for you and is used in")
                  .endsWith("needs an approval by approvers");
            });
    assertThat(permission.plan(2).masksAnything()).isTrue();
    assertThat(shop.events.lastRuling().approvalId()).startsWith(requestId());
  }

  private String requestId() {
    return shop.approvals.filed.get(0).id();
  }

  @Test
  void areAskedForAgainForTheNextExecution() throws RefusedException {
    shop.approvals.answeredBy(true, "bob approvers");
    Session ann = shop.session("ann analysts");

    ann.permit(Shop.ask(FILTERED));
    ann.permit(Shop.ask(FILTERED));

    assertThat(shop.approvals.filed)
        .extracting(AccessRequest::id)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void areRefusedWithTheRequestThatWasRejected() throws RefusedException {
    Session ann = shop.session("ann analysts");
    shop.approvals.answeredBy(false, "bob approvers");

    assertThatThrownBy(() -> ann.permit(Shop.ask(FILTERED)))
        .hasMessageContaining("access request")
        .hasMessageContaining("(rule mask pii.ssn) was rejected");
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().rule()).isEqualTo("mask pii.ssn");
  }

  @Test
  void sayHowToGoOnWhereNobodyWaits() throws RefusedException {
    try (Shop failing = Shop.open(Shop.FAIL)) {
      failing.policyFile.write(
          PolicyFile.shop()
              .replace("default: {", "default: {filter: require-approval, approval: one-person, "));
      Session ann = failing.session("ann analysts");

      assertThatThrownBy(() -> ann.permit(Shop.ask("SELECT id FROM customers ORDER BY ssn")))
          .hasMessageContaining("rule mask pii.ssn asks for an approval")
          .hasMessageContaining("shop.customers.ssn (pii.ssn) is masked for you")
          .hasMessageContaining("jit approve " + failing.approvals.filed.get(0).id());
    }
  }

  @Test
  void areNotAskedForWhereTheStatementIsRefusedAllTheSame() throws RefusedException {
    Session ann = shop.session("ann analysts");

    assertThatThrownBy(() -> ann.permit(Shop.ask(FILTERED + " AND email LIKE ?")))
        .hasMessageContaining("shop.customers.email (pii.email) is masked for you");
    assertThat(shop.approvals.filed).isEmpty();
  }

  @Test
  void areNotWhatANewRowHolds() throws RefusedException {
    shop.permit("carl clerks", "INSERT INTO customers (name, ssn) VALUES (?, ?)");

    assertThat(shop.approvals.filed).isEmpty();
  }

  @Test
  void areOpenedForTheTagThatWasAskedForAndNoOther() throws RefusedException {
    shop.policyFile.write(
        PolicyFile.shop()
            .replace("filter: equals-parameter", "filter: require-approval, approval: one-person")
            .replace("default: {", "default: {filter: require-approval, approval: one-person, "));
    shop.approvals.answeredBy(true, "bob approvers");

    shop.permit("ann analysts", "SELECT id FROM customers WHERE ssn = ? AND email LIKE ?");

    assertThat(shop.approvals.filed)
        .extracting(request -> request.binding().scope())
        .containsExactly("filter:pii.email", "filter:pii.ssn");
  }
}

package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.DELETE;
import static io.jitjdbc.access.Action.EXPORT;
import static io.jitjdbc.access.Action.SELECT;
import static io.jitjdbc.access.Action.UPDATE;
import static io.jitjdbc.sql.StatementKind.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.policy.Obligation.LimitUsage;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and budgets that name columns by the tags on them. */
class TaggedResourceTest {
  private static final Policy POLICY = Policies.read(Policies.text("good/tags.yaml"));

  private static Asking analyst(Action action, String table, String... columns) {
    return Asking.by("ann", "analysts").does(action, table, columns).under(Execution.of(QUERY));
  }

  private static Decision decide(Asking asking) {
    return POLICY.decide(asking.request());
  }

  @ParameterizedTest
  @CsvSource({"shop.customers, email", "shop.CUSTOMERS, SSN", "crm.contacts, address"})
  void aWholeTableIsAskedForWhereASensitiveColumnOfItIsRead(String table, String column) {
    assertThat(decide(analyst(SELECT, table, "id", column)))
        .isInstanceOfSatisfying(
            RequestableDeny.class, ask -> assertThat(ask.rule()).isEqualTo("whole-tables"));
  }

  @Test
  void aWholeTableIsNotAskedForWhereNoSensitiveColumnOfItIsRead() {
    assertThat(decide(analyst(SELECT, "shop.customers"))).isInstanceOf(Permit.class);
    assertThat(decide(analyst(SELECT, "shop.customers", "id"))).isInstanceOf(Permit.class);
    assertThat(decide(analyst(SELECT, "shop.contacts", "email"))).isInstanceOf(Permit.class);
    assertThat(decide(analyst(SELECT, "shop.payroll", "amount"))).isInstanceOf(Permit.class);
  }

  @Test
  void aPartOfTheTableIsNotAskedFor() {
    Asking emails = analyst(SELECT, "shop.customers", "email");

    assertThat(decide(emails.under(Execution.of(QUERY).bound(true, false))))
        .isInstanceOf(Permit.class);
    assertThat(decide(emails.under(Execution.of(QUERY).bound(false, true))))
        .isInstanceOf(Permit.class);
  }

  @Test
  void aTableThatIsExportedIsAskedForByTheColumnsThatGoOut() {
    Asking copied =
        Asking.by("ann", "analysts")
            .on(EXPORT, new Table("shop", "customers"))
            .does(SELECT, "shop.customers", "email")
            .under(Execution.of(QUERY));

    assertThat(decide(copied)).isInstanceOf(RequestableDeny.class);
  }

  @Test
  void aColumnOfATableWhoseSchemaIsNotKnownMayCarryTheTag() {
    assertThat(decide(analyst(SELECT, "customers", "email"))).isInstanceOf(RequestableDeny.class);
  }

  @Test
  void aColumnThatSharesItsRowsWithATaggedOneCarriesItsTag() {
    var part = new Table("shop", "customers_2029");
    AuthorizationRequest alone = analyst(SELECT, "shop.customers_2029", "email").request();
    var inherited =
        new AuthorizationRequest(
            alone.subject(),
            alone.accesses(),
            alone.context(),
            alone.approvals(),
            Map.of(part, Set.of(new Table("shop", "customers"))),
            alone.circumstances());

    assertThat(POLICY.decide(alone)).isInstanceOf(Permit.class);
    assertThat(POLICY.decide(inherited)).isInstanceOf(RequestableDeny.class);
  }

  @Test
  void aWriteIsDeniedByTheColumnThatItWrites() {
    assertThat(decide(analyst(UPDATE, "shop.payroll", "amount"))).isInstanceOf(Deny.class);
    assertThat(decide(analyst(UPDATE, "shop.payroll", "id"))).isInstanceOf(Permit.class);
    assertThat(decide(analyst(DELETE, "shop.payroll"))).isInstanceOf(Permit.class);
  }

  @Test
  void aRightToATagIsOneToItsColumnsAndNoOthers() {
    Asking auditor = Asking.by("sid", "auditors").does(SELECT, "shop.payroll", "amount");
    assertThat(decide(auditor)).isInstanceOf(Permit.class);
    assertThat(decide(auditor.does(SELECT, "shop.payroll", "id"))).isInstanceOf(Deny.class);
  }

  @Test
  void aBudgetCountsWhatReadsOneOfItsTags() {
    assertThat(counted(analyst(SELECT, "shop.payroll", "amount"))).isTrue();
    assertThat(counted(analyst(SELECT, "shop.payroll", "id"))).isFalse();
  }

  private static boolean counted(Asking asking) {
    return decide(asking)
        .fold(
            permit -> permit.obligations().stream().anyMatch(LimitUsage.class::isInstance),
            deny -> false,
            ask -> false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pii.emial | unknown tag \"pii.emial\"; did you mean",
        "hr.* | unknown tag \"hr.*\"; known: [finance, pii.email, pii.ssn]",
        "detector.card | unknown tag \"detector.card\"; known: [finance, pii.email, pii.ssn]",
        "\"pii email\" | \"pii email\" is not a tag, with * for any characters"
      })
  void aTagThatNothingCarriesIsAMistake(String tag, String problem) {
    String text = Policies.text("good/tags.yaml").replace("{tag: finance}]", "{tag: " + tag + "}]");

    assertThatThrownBy(() -> Policies.read(text))
        .hasMessageContaining("rules[1].resources[0].tag: ")
        .hasMessageContaining(problem);
  }
}

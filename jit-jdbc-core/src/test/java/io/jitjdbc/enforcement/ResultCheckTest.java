package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a driver says of a result: it can hide a column or end the statement, never show more. */
class ResultCheckTest {
  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private static ReportedColumn certain(String table, String column) {
    return new ReportedColumn("shop", table, column, true);
  }

  private static ReportedColumn alleged(String table, String column) {
    return new ReportedColumn("shop", table, column, false);
  }

  private Permission permit(String sql) throws RefusedException {
    return shop.permit("ann analysts", sql);
  }

  private ColumnPlan plan(String sql, ReportedColumn... reported) throws RefusedException {
    return permit(sql).plan(List.of(reported));
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT name FROM customers, customers, name, true",
    "SELECT name AS ssn FROM customers, customers, name, false",
    "SELECT upper(name) FROM customers, '', '', true",
    "SELECT c.id FROM customers c JOIN orders o USING (id), customers, id, true",
    "SELECT ctid FROM customers, customers, ctid, true",
    "SELECT id FROM contacts, contacts, id, true"
  })
  void changesNothingThatIsAsPlanned(String sql, String table, String column, boolean certain)
      throws RefusedException {
    assertThat(plan(sql, new ReportedColumn("shop", table, column, certain)).masksAnything())
        .isFalse();
    assertThat(shop.events.lastRuling().effect()).isEqualTo("permit");
  }

  @Test
  void keepsTheMaskOfAColumnThatIsWhatItWasPlannedToBe() throws RefusedException {
    ColumnPlan plan = plan("SELECT mail FROM contacts", certain("contacts", "mail"));

    assertThat(plan.masks()[1].mask("annabella@x.org"))
        .asString()
        .startsWith("a")
        .endsWith("@x.org");
    assertThat(plan.isWithheld(1)).isFalse();
  }

  @Test
  void neverTakesAMaskAway() throws RefusedException {
    assertThat(plan("SELECT upper(ssn) FROM customers", certain("orders", "total")).masks()[1])
        .isNotNull();
  }

  @Test
  void refusesAResultOfAColumnThatIsNotTheOneThatWasDecided() throws RefusedException {
    Permission permission = permit("SELECT name FROM customers");

    assertThatThrownBy(() -> permission.plan(List.of(certain("customers", "ssn"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("column 1 of the result is shop.customers.ssn")
        .hasMessageContaining("nothing is released");
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().rule()).isEqualTo("result");
  }

  @Test
  void hidesWhatTurnsOutToBeAMaskedColumn() throws RefusedException {
    ColumnPlan plan =
        plan(
            "SELECT id, 'x' FROM customers",
            certain("customers", "id"),
            certain("customers", "ssn"));

    assertThat(plan.masks()[1]).isNull();
    assertThat(plan.masks()[2].mask("123-45-6789")).isEqualTo("•••••");
    assertThat(plan.isWithheld(2)).isTrue();
    assertThat(shop.events.lastRuling().masks())
        .containsExactly("column 2: redact (the database says that it is shop.customers.ssn)");
  }

  @Test
  void refusesWhatTurnsOutToBeATableThatOneMayNotRead() throws RefusedException {
    Permission permission = permit("SELECT 'x' FROM customers");

    assertThatThrownBy(() -> permission.plan(List.of(certain("vault", "key"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("shop.vault.key, which you may not read");
  }

  @Test
  void remembersWhatItFoundOutAboutAText() throws RefusedException {
    String sql = "SELECT 'x' FROM customers";
    Session session = shop.session("ann analysts");
    Permission first = session.permit(Shop.ask(sql));
    assertThat(first.isConfirmed()).isFalse();
    first.plan(List.of(certain("customers", "ssn")));
    Permission second = session.permit(Shop.ask(sql));

    assertThat(second.isConfirmed()).isTrue();
    assertThat(second.plan(1).masks()[1]).isNotNull();
    assertThat(second.touchesMasked()).isTrue();
  }

  @Test
  void looksAgainEachTimeAtColumnsWhoseOrderIsTheDatabases() throws RefusedException {
    String sql = "SELECT * FROM contacts";
    Session session = shop.session("ann analysts");
    List<ReportedColumn> before = List.of(alleged("contacts", "id"), alleged("contacts", "mail"));
    List<ReportedColumn> swapped = List.of(alleged("contacts", "mail"), alleged("contacts", "id"));
    assertThat(session.permit(Shop.ask(sql)).plan(before).masks()[1]).isNull();

    Permission later = session.permit(Shop.ask(sql));

    assertThat(later.isConfirmed()).isFalse();
    assertThat(later.plan(swapped).masks()[1]).isNotNull();
  }

  // What was as understood before was defined anew meanwhile, by somebody whom nobody followed.
  @Test
  void forgetsWhatItKnowsOfDefinitionsWhereAResultIsNotWhatItWas() throws RefusedException {
    String sql = "SELECT * FROM contacts";
    Session session = shop.session("ann analysts");
    session
        .permit(Shop.ask(sql))
        .plan(List.of(alleged("contacts", "id"), alleged("contacts", "mail")));
    Permission later = session.permit(Shop.ask(sql));
    int questions = shop.catalog.questions();

    later.plan(List.of(alleged("contacts", "mail"), alleged("contacts", "id")));
    session.permit(Shop.ask(sql));

    assertThat(shop.catalog.questions()).isGreaterThan(questions);
  }

  @Test
  void refusesAColumnOfThatNameOfAnotherTable() throws RefusedException {
    Permission permission = permit("SELECT id FROM customers");

    assertThatThrownBy(() -> permission.plan(List.of(certain("payroll", "id"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("shop.payroll.id");
  }

  @Test
  void looksAgainAtAnotherTextThatDoesTheSame() throws RefusedException {
    Session session = shop.session("ann analysts");
    session
        .permit(Shop.ask("SELECT name FROM customers WHERE id = 1"))
        .plan(List.of(certain("customers", "name")));

    assertThat(session.permit(Shop.ask("SELECT name  FROM customers WHERE id = 2")).isConfirmed())
        .isFalse();
  }

  @Test
  void looksOnceAtTextsThatDifferInValuesAlone() throws RefusedException {
    Session session = shop.session("ann analysts");
    session
        .permit(Shop.ask("SELECT name FROM customers WHERE id = 1"))
        .plan(List.of(certain("customers", "name")));

    assertThat(session.permit(Shop.ask("SELECT name FROM customers WHERE id = 2")).isConfirmed())
        .isTrue();
  }

  @Test
  void refusesAnotherWidthWhateverTheDriverSays() throws RefusedException {
    Permission permission = permit("SELECT name FROM customers");

    assertThatThrownBy(() -> permission.plan(List.of()))
        .hasMessageContaining("the database returned 0 columns");
  }

  @Test
  void doesNotTakeAnAliasForATable() throws RefusedException {
    assertThat(
            plan(
                    "SELECT customers.ssn FROM (SELECT total AS ssn FROM orders) customers",
                    alleged("customers", "ssn"))
                .masksAnything())
        .isFalse();
  }

  @Test
  void suspectsAMaskedColumnThatTheStatementReadsSomewhereElse() throws RefusedException {
    ColumnPlan plan =
        plan(
            "SELECT name, ssn FROM customers",
            alleged("customers", "ssn"),
            alleged("customers", "ssn"));

    assertThat(plan.masks()[1]).isNotNull();
  }

  @Test
  void suspectsANameThatTheStatementDoesNotEvenWrite() throws RefusedException {
    assertThat(plan("SELECT name FROM customers", alleged("customers", "ssn")).masks()[1])
        .isNotNull();
  }

  @Test
  void believesNoNameOfNothing() throws RefusedException {
    assertThat(plan("SELECT 'x'", alleged("nowhere", "ssn")).masksAnything()).isFalse();
  }

  @Test
  void takesAPolicyThatAsksForAnApprovalForADenial() throws RefusedException {
    Permission permission = permit("SELECT 'x' FROM customers");

    assertThatThrownBy(() -> permission.plan(List.of(certain("payroll", "salary"))))
        .hasMessageContaining("which you may not read");
  }
}

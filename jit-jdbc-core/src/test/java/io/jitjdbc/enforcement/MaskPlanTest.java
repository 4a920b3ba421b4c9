package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.StatementKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which columns of a result come through which mask. */
class MaskPlanTest {
  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  /** Masks by position, 0 being the first column; null where the column is clear. */
  private List<ColumnMask> masks(String person, String sql, int width) throws RefusedException {
    ColumnMask[] masks = shop.permit(person, sql).plan(width).masks();
    return Arrays.asList(masks).subList(1, masks.length);
  }

  private List<String> notes(String sql) throws RefusedException {
    shop.permit("ann analysts", sql);
    return shop.events.lastRuling().masks();
  }

  @Test
  void showsAValueThatIsHandedThroughUnchangedByItsOwnMask() throws RefusedException {
    List<ColumnMask> masks = masks("ann analysts", "SELECT id, email FROM customers", 2);

    assertThat(masks.get(0)).isNull();
    assertThat(masks.get(1).mask("annabelle@example.org")).isEqualTo("a•••••@example.org");
  }

  @Test
  void showsNothingOfWhatIsDerivedFromAMaskedColumn() throws RefusedException {
    List<ColumnMask> masks = masks("ann analysts", "SELECT upper(email) AS e FROM customers", 1);

    assertThat(masks.get(0).mask("ANN@EXAMPLE.ORG")).isEqualTo(Hidden.TEXT);
    assertThat(shop.events.lastRuling().masks())
        .containsExactly("e: redact (derived from pii.email)");
  }

  @Test
  void looksThroughDerivedTablesAndViews() throws RefusedException {
    assertThat(notes("SELECT d.x FROM (SELECT email AS x FROM customers) d"))
        .containsExactly("x: partial (pii.email)");
    assertThat(notes("SELECT mail FROM contacts")).containsExactly("mail: partial (pii.email)");
  }

  @Test
  void namesEveryTagThatAnOutputIsDerivedFrom() throws RefusedException {
    assertThat(notes("SELECT ssn || email AS both_of FROM customers"))
        .containsExactly("both_of: redact (derived from pii.email, pii.ssn)");
  }

  @Test
  void showsConstantsAndCountsInClear() throws RefusedException {
    assertThat(masks("ann analysts", "SELECT 1, count(*) FROM customers", 2))
        .containsExactly(null, null);
  }

  @Test
  void showsNothingOfWhatIsNotProven() throws RefusedException {
    List<ColumnMask> masks = masks("ann analysts", "SELECT id FROM opaque", 1);

    assertThat(masks.get(0).mask("anything")).isEqualTo(Hidden.TEXT);
    assertThat(shop.events.lastRuling().masks().get(0)).startsWith("id: redact (not proven: ");
  }

  @Test
  void showsWhatIsNotProvenToWhoMaySeeEverything() throws RefusedException {
    Permission permission = shop.permit("olga owners", "SELECT id FROM opaque");

    assertThat(permission.revealsEverything()).isTrue();
    assertThat(permission.plan(1).masks()).containsExactly(null, null);
    assertThat(permission.plan(1).masksAnything()).isFalse();
  }

  @Test
  void saysWhetherAStatementComesNearMaskedValues() throws RefusedException {
    assertThat(shop.permit("ann analysts", "SELECT email FROM customers").touchesMasked()).isTrue();
    assertThat(shop.permit("ann analysts", "SELECT id FROM opaque").touchesMasked()).isTrue();
    assertThat(shop.permit("ann analysts", "SELECT name FROM customers").touchesMasked()).isFalse();
  }

  @Test
  void releasesNothingIfTheDatabaseReturnsAnotherNumberOfColumns() throws RefusedException {
    Permission permission = shop.permit("ann analysts", "SELECT id, email FROM customers");

    assertThatThrownBy(() -> permission.plan(3))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("returned 3 columns")
        .hasMessageContaining("understood to have 2");
  }

  @Test
  void showsNothingOfWhatARoutineReturns() throws RefusedException {
    try (Shop open = Shop.under(FixedPolicy.permit())) {
      Permission call = open.permit("ann", "{call totals(?)}");

      assertThat(call.kind()).isEqualTo(StatementKind.CALL);
      assertThat(call.plan(2).masks()[2].mask("total")).isEqualTo(Hidden.TEXT);
      assertThat(call.plan(2).masksAnything()).isTrue();
    }
  }

  @Test
  void isForTheFirstResultOfAQueryAndForEveryOneOfARoutine() throws RefusedException {
    assertThat(shop.permit("ann analysts", "SELECT id FROM orders").hasFurtherResults()).isFalse();
    assertThat(shop.permit("olga owners", "{call shop.totals(?)}").hasFurtherResults()).isTrue();
  }

  @Test
  void saysAfterWhichStatementsNamesMayMeanSomethingElse() throws RefusedException {
    assertThat(shop.permit("olga owners", "SELECT id FROM orders").mayChangeMeaning()).isFalse();
    assertThat(shop.permit("olga owners", "DELETE FROM orders").mayChangeMeaning()).isFalse();
    for (String sql :
        List.of(
            "DROP TABLE orders", "{call shop.totals(?)}", "SELECT shop.totals(id) FROM orders")) {
      assertThat(shop.permit("olga owners", sql).mayChangeMeaning()).as(sql).isTrue();
    }
  }

  @Test
  void showsWhatARoutineReturnsToWhoMaySeeEverything() throws RefusedException {
    Permission call = shop.permit("olga owners", "{call shop.totals(?)}");

    assertThat(call.plan(2).masks()).containsOnlyNulls();
  }

  @Test
  void showsHarmlessSettingsInClear() throws RefusedException {
    Permission show = shop.session("ann", Dialect.POSTGRESQL).permit(Shop.ask("BEGIN"));

    assertThat(show.kind()).isEqualTo(StatementKind.SESSION);
    assertThat(show.plan(1).masks()).containsOnlyNulls();
  }

  @Test
  void doesNotLetACallerChangeThePlan() throws RefusedException {
    ColumnPlan plan = shop.permit("ann analysts", "SELECT email FROM customers").plan(1);

    plan.masks()[1] = null;

    assertThat(plan.masks()[1]).isNotNull();
  }

  @Test
  void refusesAMaskOnAViewsOwnColumnInsteadOfIgnoringIt() throws RefusedException {
    Session session = shop.session("ann analysts");

    assertThatThrownBy(() -> session.permit(Shop.ask("SELECT line FROM phonebook")))
        .hasMessageContaining("shop.phonebook.line (pii.phone) is classified")
        .hasMessageContaining("classify the column of the table behind the view");
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
  }
}

package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.masking.detection.Detection;
import io.jitjdbc.masking.detection.Detector;
import io.jitjdbc.masking.detection.Reaction;
import io.jitjdbc.policy.Obligation.GuardColumn;
import io.jitjdbc.policy.Obligation.ScanColumn;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which texts are looked through, what is told of them, and what is not stored. */
class ScanPlanTest {
  private static final Column NAME = new Column(new Table("shop", "customers"), "name");
  private static final ScanColumn MASKS_CARDS =
      new ScanColumn(NAME, new Detection(Map.of(Detector.CARD, Reaction.MASK)));
  private static final ScanColumn OBSERVES_CARDS =
      new ScanColumn(NAME, MASKS_CARDS.detection().observing());

  private static Ask binding(String sql, boolean carriesMask) {
    var binds =
        new Binds() {
          @Override
          public String digest() {
            return "binds";
          }

          @Override
          public boolean carryMask() {
            return carriesMask;
          }
        };
    return new Ask(sql, binds, new Patience(), Duration.ZERO);
  }

  @Test
  void looksThroughWhatComesFromTheColumnUnchangedOrNot() throws RefusedException {
    try (Shop shop = Shop.under(FixedPolicy.permit(MASKS_CARDS))) {
      ColumnPlan plan =
          shop.permit(
                  "ann",
                  "SELECT name, id, upper(name) AS u, 'x' AS c, count(*) AS n FROM customers"
                      + " GROUP BY name, id")
              .plan(5);

      assertThat(plan.scansAnything()).isTrue();
      assertThat(plan.masksAnything()).isFalse();
      assertThat(plan.scan(1)).hasToString("card: mask");
      assertThat(plan.scan(2)).isNull();
      assertThat(plan.scan(3)).hasToString("card: mask");
      assertThat(plan.scan(4)).as("what the caller brings along").isNull();
      assertThat(plan.scan(5)).isNull();
      assertThat(plan.reason(1)).isEmpty();
    }
  }

  @Test
  void exportsNothingThatWouldHaveToBeLookedThrough() throws RefusedException {
    try (Shop shop = Shop.under(FixedPolicy.permit(MASKS_CARDS))) {
      Session session = shop.session("ann");

      assertThatThrownBy(() -> session.permit(Shop.ask("COPY customers(name) TO STDOUT")))
          .hasMessageContaining("carry columns past their masks");
    }
    try (Shop shop = Shop.under(FixedPolicy.permit(OBSERVES_CARDS))) {
      assertThat(shop.permit("ann", "SELECT name FROM customers").plan(1).scansAnything()).isTrue();
    }
  }

  @Test
  void recordsWhatWasFoundByColumnAndKind() throws RefusedException {
    try (Shop shop = Shop.under(FixedPolicy.permit(OBSERVES_CARDS))) {
      Permission permission = shop.permit("ann", "SELECT id, name FROM customers");
      permission.sightings(2).add("card", 1);
      permission.sightings(2).add("card", 2);
      permission.sightings(1).add("email", 1);
      permission.sightings(3).add("ssn", 1);
      permission.finish("exhausted", "", 3, new BitSet());

      assertThat(shop.events.of(StatementFinished.class).get(0).reading().found())
          .containsExactly("id: email 1", "name: card 3", "column 3: ssn 1");
    }
  }

  @Test
  void storesNothingThatAMaskMadeInAGuardedColumn() throws RefusedException {
    String sql = "UPDATE customers SET name = ? WHERE id = 1";
    try (Shop shop = Shop.under(FixedPolicy.permit(new GuardColumn(NAME, "pii.name")))) {
      Session session = shop.session("ann");

      assertThatThrownBy(() -> session.permit(binding(sql, true)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("shop.customers.name (pii.name) is shown masked to people")
          .hasMessageContaining("updatable=false");
      assertThat(shop.events.lastRuling().rule()).isEqualTo("masked value");
      assertThatThrownBy(
              () ->
                  session.permit(
                      Shop.ask("UPDATE customers SET name = 'a" + Hidden.TEXT + "' WHERE id = 1")))
          .isInstanceOf(RefusedException.class);
      assertThat(session.permit(binding(sql, false))).isNotNull();
    }
  }

  @Test
  void storesTheSameMarkWhereNothingIsGuarded() throws RefusedException {
    try (Shop shop = Shop.under(FixedPolicy.permit())) {
      assertThat(
              shop.session("ann")
                  .permit(binding("UPDATE customers SET name = ? WHERE id = 1", true)))
          .isNotNull();
    }
  }
}

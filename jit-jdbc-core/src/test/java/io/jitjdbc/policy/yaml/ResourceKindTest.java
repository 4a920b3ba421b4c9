package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.DDL;
import static io.jitjdbc.access.Action.EXECUTE;
import static io.jitjdbc.access.Action.SELECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a rule about one kind of resource says of the other kinds. */
class ResourceKindTest {
  private static final String PERMITTING =
      """
      version: 1
      rules:
        - {id: r, who: anyone, actions: [all], resources: [%s], effect: permit}
      """;
  private static final String DENYING =
      PERMITTING.formatted("\"*.*\", server")
          + "  - {id: d, who: anyone, actions: [all], resources: [%s], effect: deny}\n";

  private static Decision permitting(String resources, Asking asking) {
    return Policies.read(PERMITTING.formatted(resources)).decide(asking.request());
  }

  private static Decision denying(String resources, Asking asking) {
    return Policies.read(DENYING.formatted(resources)).decide(asking.request());
  }

  private static Asking ann() {
    return Asking.by("ann");
  }

  @Nested
  class WhenTheRulePermits {
    @Test
    void everyTableIsNotTheServer() {
      assertThat(permitting("\"*.*\"", ann().exportsToAFile())).isInstanceOf(Deny.class);
    }

    @Test
    void everyColumnIsNeitherTheServerNorARoutine() {
      assertThat(permitting("\"*.*.*\"", ann().exportsToAFile())).isInstanceOf(Deny.class);
      assertThat(permitting("\"*.*.*\"", ann().calls("shop", "drop_all"))).isInstanceOf(Deny.class);
    }

    @Test
    void theServerIsNoTableColumnOrRoutine() {
      assertThat(permitting("server", ann().does(SELECT, "shop.orders"))).isInstanceOf(Deny.class);
      assertThat(permitting("server", ann().on(SELECT, id()))).isInstanceOf(Deny.class);
      assertThat(permitting("server", ann().calls("shop", "drop_all"))).isInstanceOf(Deny.class);
    }

    @Test
    void aTableIsEachOfItsColumns() {
      assertThat(permitting("\"shop.orders\"", ann().on(SELECT, id()))).isInstanceOf(Permit.class);
    }
  }

  @Nested
  class WhenTheRuleDenies {
    @Test
    void aNameIsThatOfARoutine() {
      assertThat(denying("\"shop.drop_*\"", ann().calls("shop", "drop_all")))
          .isInstanceOf(Deny.class);
      assertThat(denying("\"shop.drop_*\"", ann().calls("", "drop_all")))
          .as("a routine of which the schema is not known")
          .isInstanceOf(Deny.class);
      assertThat(denying("\"shop.drop_*\"", ann().calls("shop", "totals")))
          .isInstanceOf(Permit.class);
    }

    @Test
    void aTableIsEachOfItsColumns() {
      assertThat(denying("\"shop.orders\"", ann().on(SELECT, id()))).isInstanceOf(Deny.class);
    }

    @Test
    void aTableIsNotTheServer() {
      assertThat(denying("\"*.*\"", ann().exportsToAFile())).isInstanceOf(Permit.class);
    }

    @Test
    void aColumnIsNothingElse() {
      Asking others = ann().does(SELECT, "shop.orders").calls("shop", "orders").exportsToAFile();

      assertThat(denying("\"*.*.*\"", others)).isInstanceOf(Permit.class);
    }

    @Test
    void theServerIsNothingElse() {
      Asking others = ann().does(SELECT, "shop.orders", "id").calls("shop", "orders");

      assertThat(denying("server", others)).isInstanceOf(Permit.class);
      assertThat(denying("server", ann().exportsToAFile())).isInstanceOf(Deny.class);
    }
  }

  @Test
  void tellsNothingOfTheResultsOfARoutineThatIsOnlyDefined() {
    String policy =
        PERMITTING.formatted("\"shop.report\"") + "routines: {shop.report: {returns: clear}}\n";
    var report = new Routine("shop", "report");

    assertThat(((Permit) decide(policy, ann().on(DDL, report))).routines()).isEmpty();
    assertThat(((Permit) decide(policy, ann().on(EXECUTE, report))).routines()).hasSize(1);
  }

  private static Decision decide(String policy, Asking asking) {
    return Policies.read(policy).decide(asking.request());
  }

  private static Column id() {
    return new Column(new Table("shop", "orders"), "id");
  }
}

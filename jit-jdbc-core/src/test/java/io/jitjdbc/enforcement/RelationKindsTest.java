package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.audit.AccessedObject;
import io.jitjdbc.audit.AuditEvent.StatementExplained;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.sql.CatalogException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of decisions tell views from tables, as far as the database does. */
class RelationKindsTest {
  private final FixedPolicy policy =
      new FixedPolicy(
          request -> new Decision.Permit("fixed", FixedPolicy.VERSION, List.of(), false));
  private final Shop shop = Shop.under(policy);

  @AfterEach
  void close() {
    shop.close();
  }

  private List<AccessedObject> objects() {
    return shop.events.lastDecided().statement().objects();
  }

  @Test
  void aViewAndTheTableBehindIt() throws RefusedException {
    shop.permit("ann analysts", "SELECT mail FROM contacts");

    assertThat(objects())
        .extracting(AccessedObject::name, AccessedObject::kind)
        .containsExactly(tuple("shop.contacts", "view"), tuple("shop.customers", "table"));
  }

  @Test
  void aRoutine() throws RefusedException {
    shop.permit("ann analysts", "CALL shop.pay()");

    assertThat(objects())
        .extracting(AccessedObject::name, AccessedObject::kind)
        .contains(tuple("shop.pay", "routine"));
  }

  @Test
  void nothingIsSaidOfWhatTheDatabaseDoesNotShow() throws RefusedException {
    shop.permit("ann analysts", "SELECT id FROM opaque");

    assertThat(objects())
        .extracting(AccessedObject::name, AccessedObject::kind)
        .containsExactly(tuple("shop.opaque", ""));
  }

  @Test
  void askTheDatabaseNothingThatTheDecisionDidNotAsk() throws RefusedException {
    Session session = shop.session("ann analysts");
    session.permit(Shop.ask("SELECT mail FROM contacts"));
    int before = shop.catalog.questions();

    session.permit(Shop.ask("SELECT mail FROM contacts WHERE id = 7"));

    assertThat(shop.catalog.questions()).isEqualTo(before);
    assertThat(objects()).extracting(AccessedObject::kind).containsExactly("view", "table");
  }

  @Test
  void ofWhatWasRefusedOrOnlyObserved() throws RefusedException {
    policy.mode = PolicyMode.OBSERVE;
    shop.permit("ann analysts", "SELECT mail FROM contacts");
    assertThat(objects()).extracting(AccessedObject::kind).containsExactly("view", "table");

    var denying =
        new FixedPolicy(request -> new Decision.Deny("no", FixedPolicy.VERSION, "not you"));
    try (Shop closed = Shop.under(denying)) {
      assertThatThrownBy(() -> closed.permit("ann analysts", "SELECT mail FROM contacts"))
          .hasMessageContaining("not you");
      assertThat(closed.events.lastDecided().statement().objects())
          .extracting(AccessedObject::kind)
          .containsExactly("view", "table");
    }
  }

  @Test
  void ofWhatSomebodyAskedAbout() throws RefusedException {
    shop.session("ann analysts").explain("SELECT mail FROM contacts");

    assertThat(shop.events.of(StatementExplained.class).get(0).statement().objects())
        .extracting(AccessedObject::kind)
        .containsExactly("view", "table");
  }

  @Test
  void aDatabaseThatCannotBeAskedLeavesThemUnsaid() {
    var kinds =
        new RelationKinds(
            (schema, name) -> {
              throw new CatalogException("away");
            });

    assertThat(kinds.of(new Table("shop", "customers"))).isEmpty();
    assertThat(RelationKinds.NOT_ASKED.of(new Table("shop", "customers"))).isEmpty();
  }

  @Test
  void theDatabasesOwnRelationsAreNotCalledTables() {
    var kinds = new RelationKinds(shop.catalog);
    shop.catalog.table("tables", "table_name");

    assertThat(kinds.of(new Table("information_schema", "tables"))).isEmpty();
  }
}

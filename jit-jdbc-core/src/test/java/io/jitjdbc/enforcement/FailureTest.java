package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.testing.AccessRequests;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whatever breaks inside is a denial, and on record. */
class FailureTest {
  private static final String QUERY = "SELECT name, email FROM customers WHERE id = 4711";
  private static final MaskColumn NO_SUCH_MASK =
      new MaskColumn(
          new Column(new Table("shop", "customers"), "email"),
          "pii",
          new MaskSpec("no-such-function", Map.of()),
          MaskedUses.of(Filtering.ALLOW));

  private static void isDeniedAndRecorded(Shop shop, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DENIED))
        .hasMessageContaining("the decision failed; see the log for ")
        .message()
        .doesNotContain("4711");
    assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    assertThat(shop.events.lastRuling().rule()).isEqualTo("failure");
    assertThat(shop.events.lastDecided().toString()).doesNotContain("4711");
  }

  private static RuntimeException broken() {
    return new IllegalStateException("broken at 4711");
  }

  @Test
  void ofThePolicyIsADenial() throws RefusedException {
    var policy =
        new FixedPolicy(
            request -> {
              throw broken();
            });
    try (Shop shop = Shop.under(policy)) {
      Session session = shop.session("ann");

      isDeniedAndRecorded(shop, () -> session.permit(Shop.ask(QUERY)));
      assertThat(shop.events.lastDecided().statement().text())
          .isEqualToIgnoringCase("SELECT name, email FROM customers WHERE id = ?");
    }
  }

  @Test
  void ofAPolicyThatRecursesForEverIsADenial() throws RefusedException {
    var policy =
        new FixedPolicy(
            request -> {
              throw new StackOverflowError();
            });
    try (Shop shop = Shop.under(policy)) {
      Session session = shop.session("ann");

      isDeniedAndRecorded(shop, () -> session.permit(Shop.ask(QUERY)));
    }
  }

  @Test
  void ofAMaskIsADenial() throws RefusedException {
    try (Shop shop = Shop.under(FixedPolicy.permit(NO_SUCH_MASK))) {
      Session session = shop.session("ann");

      isDeniedAndRecorded(shop, () -> session.permit(Shop.ask(QUERY)));
    }
  }

  @Test
  void ofTheResolverIsADenial() throws RefusedException {
    try (Shop shop = Shop.open()) {
      Session session = shop.session("ann analysts");
      shop.subjects.answer(
          () -> {
            throw broken();
          });

      isDeniedAndRecorded(shop, () -> session.permit(Shop.ask(QUERY)));
    }
  }

  @Test
  void ofTheApprovalServiceIsADenial() throws RefusedException {
    try (Shop shop = Shop.open()) {
      Session session = shop.session("ann analysts");
      shop.approvals.meanwhile(
          id -> {
            throw broken();
          });

      isDeniedAndRecorded(shop, () -> session.permit(Shop.ask("SELECT salary FROM payroll")));
    }
  }

  @Test
  void ofTheCatalogIsADenial() throws RefusedException {
    try (Shop shop = Shop.open()) {
      Session session = shop.session("ann analysts");
      shop.catalog.failWith(
          name -> {
            throw broken();
          });

      assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
          .hasMessageContaining("cannot be proven harmless");
      assertThat(shop.events.lastRuling().effect()).isEqualTo("deny");
    }
  }

  @Test
  void ofTheCatalogWhileMasksArePlacedIsADenial() throws RefusedException {
    var asked = new AtomicBoolean();
    var policy =
        new FixedPolicy(
            request -> {
              asked.set(true);
              return new Decision.Permit(
                  "r", "v1", List.of(mask(new Table("elsewhere", "people"))), false);
            });
    try (Shop shop = Shop.under(policy)) {
      Session session = shop.session("ann");
      shop.catalog.failWith(
          name -> {
            if (asked.get()) {
              throw new CatalogException("the database is away");
            }
          });

      assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
          .hasMessageContaining("masks cannot be placed, because the database is away");
    }
  }

  private static MaskColumn mask(Table table) {
    return new MaskColumn(new Column(table, "ssn"), "pii", MaskSpec.REDACT, MaskedUses.NONE);
  }

  @Test
  void beyondARowLimitIsADenial() throws RefusedException {
    var limit = LimitResult.rows(10, "r", AccessRequests.requirement(1, 1));
    var policy =
        new FixedPolicy(
            request -> {
              if (!request.approvals().isEmpty()) {
                throw broken();
              }
              return new Decision.Permit("r", "v1", List.of(limit), false);
            });
    try (Shop shop = Shop.under(policy)) {
      Permission permission = shop.permit("ann", QUERY);
      shop.approvals.answeredBy(true, "dora dba");

      isDeniedAndRecorded(shop, permission::beyondLimit);
      assertThat(permission.rowLimit()).isEqualTo(10);
    }
  }

  @Test
  void aboutGeneratedKeysIsADenial() throws RefusedException {
    try (Shop shop = Shop.open()) {
      Permission permission = shop.permit("carl clerks", "INSERT INTO orders (id) VALUES (4711)");
      shop.catalog.failWith(
          name -> {
            throw broken();
          });

      isDeniedAndRecorded(shop, () -> permission.keysPlan(List.of("id")));
    }
  }

  @Test
  void ofASinkIsADenialBeforeAStatementAndNothingAfterIt() throws RefusedException {
    try (Shop shop = Shop.open()) {
      Session session = shop.session("ann analysts");
      Permission permission = session.permit(Shop.ask(QUERY));
      shop.events.failWith(
          () -> {
            throw broken();
          });

      assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
          .isInstanceOf(RefusedException.class);
      permission.finish("closed", "", 0, new BitSet());
      session.end("closed");

      assertThat(session.tenure().lasts()).isFalse();
    }
  }

  @Test
  void ofASinkDoesNotHideThatDefinitionsChanged() throws RefusedException {
    try (Shop shop = Shop.under(FixedPolicy.permit())) {
      Permission definition = shop.permit("ann", "CREATE TABLE copies (id INTEGER)");
      long before = shop.point.cache().generation();
      shop.events.failWith(
          () -> {
            throw broken();
          });

      definition.finish("updated", "", 0, new BitSet());

      assertThat(shop.point.cache().generation()).isEqualTo(before + 1);
    }
  }
}

package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.testing.Together;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One connection may be used by many threads, and a policy may change under them. */
@Tag("slow")
class ManyThreadsTest {
  private static final int THREADS = 8;
  private static final int RUNS = 150;
  private static final String QUERY = "SELECT name, email FROM customers";

  @Test
  void decideRightlyWhileThePolicyIsReloaded() throws Exception {
    try (Shop shop = Shop.open()) {
      Session session = shop.session("ann analysts");
      String strict = PolicyFile.shop();
      String open =
          strict.replace("pii.email: [\"shop.customers.email\"]", "pii.email: [\"a.b.c\"]");

      // Whatever the threads get to see, each version decides once.
      decide(session, 0);
      Together.run(
          THREADS,
          thread ->
              () -> {
                for (int run = 0; run < RUNS; run++) {
                  if (thread == 0 && run % 30 == 0) {
                    shop.policyFile.write(run % 60 == 0 ? open : strict);
                  }
                  decide(session, run % 5);
                }
                return null;
              });

      shop.policyFile.write(open);
      decide(session, 0);

      assertThat(shop.events.of(StatementDecided.class)).hasSize(THREADS * RUNS + 2);
      assertEveryPermitMasksAsItsVersionSays(shop);
      assertEveryEventHasItsOwnId(shop);
    }
  }

  private static void decide(Session session, int number) throws RefusedException {
    Permission permission = session.permit(Shop.ask(QUERY + " WHERE id = " + number));
    assertThat(permission.plan(2).width()).isEqualTo(2);
  }

  private static void assertEveryEventHasItsOwnId(Shop shop) {
    assertThat(shop.events.all())
        .extracting(AuditEvent::header)
        .extracting(header -> header.id())
        .doesNotHaveDuplicates();
  }

  private static void assertEveryPermitMasksAsItsVersionSays(Shop shop) {
    var rulings =
        shop.events.of(StatementDecided.class).stream()
            .map(StatementDecided::ruling)
            .map(ruling -> ruling.policyVersion() + ruling.masks())
            .distinct()
            .toList();
    assertThat(rulings).hasSize(2);
  }
}

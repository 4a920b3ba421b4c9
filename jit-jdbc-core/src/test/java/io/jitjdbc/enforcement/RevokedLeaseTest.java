package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.audit.AuditEvent.LeaseEnded;
import io.jitjdbc.audit.AuditEvent.SessionClosed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody ends a lease from outside, or the machine sleeps past its end. */
class RevokedLeaseTest {
  private static final String QUERY = "SELECT name FROM customers";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private void awaitLooks(int more) {
    int before = shop.broker.looks.get();
    await().until(() -> shop.broker.looks.get() >= before + more);
  }

  @Test
  void endsItsSessionsAndNoOthers() throws RefusedException {
    Session one = shop.session("ann analysts");
    Session other = shop.session("ann analysts");
    Session elsewhere = shop.session("bob analysts");

    shop.broker.ended.add("lease-1");

    await().untilAsserted(() -> assertThat(shop.aborts).hasValue(2));
    assertThat(one.tenure().lasts()).isFalse();
    assertThat(other.tenure().lasts()).isFalse();
    elsewhere.permit(Shop.ask(QUERY));
  }

  @Test
  void isSaidToWhoeverGoesOn() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.broker.ended.add("lease-1");
    await().untilAsserted(() -> assertThat(shop.aborts).hasValue(1));

    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.LEASE_ENDED))
        .hasMessageStartingWith("this connection is over (its lease was revoked); open a new");
    assertThat(session.tenure().ending()).isPresent();
    await()
        .untilAsserted(
            () ->
                assertThat(shop.events.of(LeaseEnded.class))
                    .extracting(LeaseEnded::reason)
                    .containsExactly("revoked"));
    assertThat(shop.events.of(SessionClosed.class))
        .extracting(SessionClosed::reason)
        .containsExactly("its lease was revoked");
  }

  @Test
  void isNotUsedForNewConnections() throws RefusedException {
    shop.session("ann analysts");
    shop.broker.ended.add("lease-1");
    await().untilAsserted(() -> assertThat(shop.aborts).hasValue(1));

    assertThat(shop.admit("ann analysts").lease().id()).isEqualTo("lease-2");
  }

  @Test
  void isNotMistakenForAnOutageOfTheBroker() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.broker.trouble =
        () -> {
          throw new RefusedException(SqlState.UNREACHABLE, "the broker is away");
        };
    awaitLooks(3);

    session.permit(Shop.ask(QUERY));
    assertThat(shop.aborts).hasValue(0);
  }

  @Test
  void isStillSeenAfterALookThatFailed() throws RefusedException {
    shop.session("ann analysts");
    shop.broker.trouble =
        () -> {
          throw new IllegalStateException("broken");
        };
    awaitLooks(2);
    shop.broker.trouble = () -> {};

    shop.broker.ended.add("lease-1");

    await().untilAsserted(() -> assertThat(shop.aborts).hasValue(1));
  }

  @Test
  void leavesABrokerAloneThatDoesNotAnswerUntilTheNextTime() throws RefusedException {
    for (String person : new String[] {"ann", "bob", "cat", "dan"}) {
      shop.session(person + " analysts");
    }
    shop.broker.trouble =
        () -> {
          throw new RefusedException(SqlState.UNREACHABLE, "the broker is away");
        };
    awaitLooks(1);
    int before = shop.broker.looks.get();
    long begin = System.nanoTime();
    awaitLooks(4);

    long turns = (System.nanoTime() - begin) / Shop.CHECK.toNanos();
    assertThat((long) shop.broker.looks.get() - before).isLessThanOrEqualTo(turns + 2);
  }

  @Test
  void comesWhenTheMachineWakesUpPastItsEnd() throws RefusedException {
    Session session = shop.session("ann analysts");

    // The timer counts the time that the machine is awake.
    shop.clock.advance(FakeBroker.LIFE.plusHours(8));

    await().untilAsserted(() -> assertThat(shop.aborts).hasValue(1));
    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
        .hasMessageContaining("the lease lease-1 behind this connection ended at 2030-01-01T00:");
    assertThat(shop.events.of(LeaseEnded.class))
        .extracting(LeaseEnded::reason)
        .containsExactly("expired");
  }

  @Test
  void isLookedForNoLongerOnceNothingIsLeft() throws RefusedException {
    shop.session("ann analysts");
    shop.point.close();
    int before = shop.broker.looks.get();

    await()
        .during(Shop.CHECK.multipliedBy(4))
        .untilAsserted(() -> assertThat(shop.broker.looks.get()).isBetween(before, before + 1));
  }
}

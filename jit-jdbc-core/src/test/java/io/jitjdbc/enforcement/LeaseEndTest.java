package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.audit.AuditEvent.LeaseEnded;
import io.jitjdbc.audit.AuditEvent.SessionClosed;
import java.time.Duration;
import java.util.BitSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease ends on time, whatever its connections are doing. */
class LeaseEndTest {
  private static final String QUERY = "SELECT name FROM customers";
  private static final Duration SHORT = Duration.ofMillis(80);

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private static void isOver(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.LEASE_ENDED))
        .hasMessageContaining("the lease lease-1 behind this connection ended at 2030-01-01T00:")
        .hasMessageContaining("open a new connection");
  }

  @Test
  void startsNoStatementFromTheMomentItExpires() throws RefusedException {
    Session session = shop.session("ann analysts");
    shop.clock.advance(FakeBroker.LIFE.minusMillis(1));
    session.permit(Shop.ask(QUERY));

    shop.clock.advance(Duration.ofMillis(1));

    isOver(() -> session.permit(Shop.ask(QUERY)));
    isOver(session.tenure()::require);
    assertThat(session.tenure().lasts()).isFalse();
  }

  @Test
  void isKnownToTheSession() throws RefusedException {
    Session session = shop.session("ann analysts");
    assertThat(session.tenure().lasts()).isTrue();

    shop.clock.advance(FakeBroker.LIFE);

    assertThat(session.tenure().lasts()).isFalse();
  }

  @Test
  void comesForEveryOpenSessionWhenEverythingEnds() throws RefusedException {
    Session session = shop.session("ann analysts");

    shop.point.close();

    assertThat(shop.aborts).hasValue(1);
    assertThat(session.tenure().lasts()).isFalse();
    assertThat(shop.broker.revoked).hasSize(1);
  }

  @Test
  void startsNoStatementAfterTheSessionEnded() throws RefusedException {
    Session session = shop.session("ann analysts");

    session.close();

    assertThatThrownBy(() -> session.permit(Shop.ask(QUERY)))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.state()).isEqualTo(SqlState.LEASE_ENDED))
        .hasMessageStartingWith("this connection is over (closed); open a new connection");
  }

  @Test
  void abortsTheConnectionOnce() throws RefusedException {
    shop.broker.life = SHORT;
    Session session = shop.session("ann analysts");

    await().untilAsserted(() -> assertThat(shop.events.of(LeaseEnded.class)).hasSize(1));
    await().untilAsserted(() -> assertThat(shop.aborts).hasValue(1));
    session.close();

    assertThat(shop.aborts).hasValue(1);
    assertThat(shop.events.of(SessionClosed.class))
        .extracting(SessionClosed::reason)
        .containsExactly("lease expired");
    isOver(() -> session.permit(Shop.ask(QUERY)));
  }

  @Test
  void givesTheLeaseBackAndRecordsItWithoutAnOpenSession() throws RefusedException {
    shop.broker.life = SHORT;
    Session session = shop.session("ann analysts");
    session.close();

    await().untilAsserted(() -> assertThat(shop.events.of(LeaseEnded.class)).hasSize(1));

    assertThat(shop.events.of(LeaseEnded.class).get(0).reason()).isEqualTo("expired");
    assertThat(shop.events.of(LeaseEnded.class).get(0).leaseId()).isEqualTo("lease-1");
    assertThat(shop.broker.revoked).hasSize(1);
    assertThat(shop.aborts).hasValue(0);
  }

  @Test
  void keepsNothingOfALeaseThatEnded() throws RefusedException {
    shop.broker.life = SHORT;
    shop.session("ann analysts");
    await().untilAsserted(() -> assertThat(shop.events.of(LeaseEnded.class)).hasSize(1));

    shop.point.close();

    assertThat(shop.broker.revoked).hasSize(1);
  }

  @Test
  void abortsTheConnectionAlthoughItsEndCannotBeRecorded() throws RefusedException {
    shop.broker.life = SHORT;
    shop.session("ann analysts");
    shop.events.failWith(
        () -> {
          throw new IllegalStateException("broken");
        });

    await().untilAsserted(() -> assertThat(shop.aborts).hasValue(1));
  }

  @Test
  void abortsTheOthersAlthoughOneAbortFails() throws RefusedException {
    shop.broker.life = SHORT;
    Admission admission = shop.admit("ann analysts");
    shop.point.begin(
        admission,
        shop.place(),
        () -> {
          throw new IllegalStateException("broken");
        });
    shop.begin(admission);

    await().untilAsserted(() -> assertThat(shop.aborts).hasValue(1));
  }

  @Test
  void letsAStatementThatRanRecordItsOutcome() throws RefusedException {
    Permission permission = shop.permit("ann analysts", QUERY);
    shop.clock.advance(FakeBroker.LIFE);

    permission.finish("exhausted", "", 3, new BitSet());

    assertThat(shop.events.types()).contains("statement.finished");
  }

  @Test
  void tellsWhichLoginAndDatabaseASessionHas() throws RefusedException {
    Session session = shop.session("ann analysts");

    assertThat(session.databaseUser()).isEqualTo("jit_1");
    assertThat(session.target()).isEqualTo(Shop.TARGET);
  }
}

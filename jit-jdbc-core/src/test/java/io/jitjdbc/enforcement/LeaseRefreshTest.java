package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease is refreshed ahead of its end, and nobody notices that a broker is away for a while. */
class LeaseRefreshTest {
  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void asksForAFreshOneBetweenSixtyAndEightyHundredthsOfItsLife() throws RefusedException {
    shop.admit("ann analysts");
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(60).dividedBy(100).minusMillis(1));
    assertThat(shop.admit("ann analysts").isNew()).isFalse();

    shop.clock.advance(FakeBroker.LIFE.multipliedBy(20).dividedBy(100).plusMillis(1));

    assertThat(shop.admit("ann analysts").lease().id()).isEqualTo("lease-2");
  }

  @Test
  void leavesABrokerThatRefusedAloneForAMoment() throws RefusedException {
    shop.broker.trouble =
        () -> {
          throw new RefusedException(SqlState.CREDENTIAL_REFUSED, "ann may not");
        };
    isRefused(SqlState.CREDENTIAL_REFUSED, "ann may not");
    shop.broker.trouble = () -> {};
    isRefused(SqlState.CREDENTIAL_REFUSED, "ann may not (the broker is asked again in 3 s)");
    assertThat(shop.admit("bob analysts").isNew()).isTrue();

    shop.clock.advance(Duration.ofSeconds(3));

    assertThat(shop.admit("ann analysts").isNew()).isTrue();
    assertThat(shop.broker.asked).hasSize(3);
  }

  @Test
  void doesNotNoticeAnOutageOfTheBrokerWhileTheOldLeaseLasts() throws RefusedException {
    shop.admit("ann analysts");
    shop.broker.trouble = LeaseRefreshTest::unreachable;
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(85).dividedBy(100));

    for (int i = 0; i < 20; i++) {
      assertThat(shop.admit("ann analysts").lease().id()).isEqualTo("lease-1");
    }

    assertThat(shop.broker.asked).hasSize(2);
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(12).dividedBy(100));
    isRefused(SqlState.UNREACHABLE, "No lease: nobody listens at the broker");
    shop.broker.trouble = () -> {};
    shop.clock.advance(Duration.ofSeconds(1));
    assertThat(shop.admit("ann analysts").lease().id()).isEqualTo("lease-2");
  }

  @Test
  void asksABrokerThatIsOutOfReachLessAndLessOften() {
    shop.broker.trouble = LeaseRefreshTest::unreachable;
    for (int second = 0; second < 120; second++) {
      isRefused(SqlState.UNREACHABLE, "No lease: nobody listens at the broker");
      shop.clock.advance(Duration.ofSeconds(1));
    }

    assertThat(shop.broker.asked).hasSizeBetween(8, 16);
  }

  @Test
  void doesNotShareTheOldLeaseWithWhomTheBrokerNowRefuses() throws RefusedException {
    shop.admit("ann analysts");
    shop.broker.trouble =
        () -> {
          throw new RefusedException(SqlState.CREDENTIAL_REFUSED, "ann has left");
        };
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(85).dividedBy(100));

    isRefused(SqlState.CREDENTIAL_REFUSED, "ann has left");
  }

  @Test
  void letsOthersGoOnWithTheOldLeaseWhileOneAsks() throws Exception {
    shop.admit("ann analysts");
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(85).dividedBy(100));
    var asking = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    shop.broker.trouble =
        () -> {
          asking.countDown();
          pass(goOn);
        };
    List<String> leases =
        Together.run(
            2,
            thread ->
                () -> {
                  if (thread == 0) {
                    return shop.admit("ann analysts").lease().id();
                  }
                  pass(asking);
                  String meanwhile = shop.admit("ann analysts").lease().id();
                  goOn.countDown();
                  return meanwhile;
                });

    assertThat(leases).containsExactly("lease-2", "lease-1");
  }

  @Test
  void renewsALeaseThatTheBrokerGivesMoreTime() throws RefusedException {
    shop.broker.renewable = true;
    Session session = shop.session("ann analysts");
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(92).dividedBy(100));
    assertThat(session.tenure().isWorthLending()).isFalse();

    Admission later = shop.admit("ann analysts");

    assertThat(later.lease().id()).isEqualTo("lease-1");
    assertThat(later.isNew()).isFalse();
    assertThat(session.tenure().isWorthLending()).isTrue();
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(50).dividedBy(100));
    session.tenure().require();
  }

  @Test
  void retiresConnectionsWhoseLeaseANewerOneReplaced() throws RefusedException {
    Session old = shop.session("ann analysts");
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(65).dividedBy(100));
    assertThat(old.tenure().isWorthLending()).isTrue();
    shop.clock.advance(FakeBroker.LIFE.multipliedBy(16).dividedBy(100));

    Session young = shop.session("ann analysts");

    assertThat(old.tenure().isWorthLending()).isFalse();
    assertThat(old.tenure().lasts()).isTrue();
    assertThat(young.tenure().isWorthLending()).isTrue();
  }

  private static void unreachable() throws RefusedException {
    throw new RefusedException(SqlState.UNREACHABLE, "No lease: nobody listens at the broker");
  }

  private void isRefused(SqlState state, String message) {
    assertThatThrownBy(() -> shop.admit("ann analysts"))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.state()).isEqualTo(state))
        .hasMessageStartingWith(message);
  }

  @Test
  void saysThatTheBrokerBrokeWithoutWhatItThrew() {
    shop.broker.trouble =
        () -> {
          throw new IllegalStateException("password=hunter2");
        };

    isRefused(SqlState.UNREACHABLE, "the credential broker failed (IllegalStateException)");
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.jitjdbc.identity.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewedTokensTest {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final MutableClock clock = new MutableClock();
  private final AtomicInteger issued = new AtomicInteger();
  private final AtomicReference<RefusedException> failure = new AtomicReference<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile boolean gated;
  private volatile Duration life = LIFE;
  private volatile Optional<IssuedToken> before = Optional.empty();

  private final RenewedTokens tokens =
      new RenewedTokens(
          this::issue, new Patience(Duration.ofSeconds(20), Duration.ofSeconds(10)), clock);

  private IssuedToken issue(Optional<IssuedToken> last) throws RefusedException {
    before = last;
    int number = issued.incrementAndGet();
    pass();
    RefusedException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return IssuedToken.until(
        PresentedToken.of("token-" + number), clock.instant(), clock.instant().plus(life));
  }

  private void pass() throws RefusedException {
    try {
      if (gated) {
        gate.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SignIn.interrupted();
    }
  }

  private String token() throws RefusedException {
    return tokens.token().reveal();
  }

  @Test
  void fetchesOnceForManyConnectionsAtTheSameMoment() throws Exception {
    gated = true;
    var all = Together.run(20, i -> i == 0 ? this::openAndTake : this::token);

    assertThat(all).containsOnly("token-1");
    assertThat(issued).hasValue(1);
  }

  private String openAndTake() throws Exception {
    await().until(() -> issued.get() == 1);
    gate.countDown();
    return token();
  }

  @ParameterizedTest
  @CsvSource({"600, 539, 541", "60, 29, 31", "20, 9, 11", "100000, 89999, 90001"})
  void renewsATokenShortlyBeforeItsEnd(int lifeSeconds, int early, int late) throws Exception {
    life = Duration.ofSeconds(lifeSeconds);
    token();
    clock.advance(Duration.ofSeconds(early));
    assertThat(token()).isEqualTo("token-1");

    clock.advance(Duration.ofSeconds(late - early));
    assertThat(token()).isEqualTo("token-2");
    assertThat(before.orElseThrow().token().reveal()).isEqualTo("token-1");
  }

  @Test
  void doesNotLetAnybodyNoticeAnOutageThatIsShorterThanTheToken() throws Exception {
    token();
    failure.set(SignIn.impossible("it is down", "Wait"));
    clock.advance(LIFE.minusSeconds(50));

    assertThat(token()).isEqualTo("token-1");
    assertThat(token()).isEqualTo("token-1");
    assertThat(issued).as("leaves the issuer alone for a while").hasValue(2);
    clock.advance(Duration.ofSeconds(51));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::token)
        .withMessageContaining("it is down");
  }

  @Test
  void givesThePresentTokenToOthersWhileOneThreadRenews() throws Exception {
    token();
    clock.advance(LIFE.minusSeconds(50));
    gated = true;
    var renewing = new Thread(this::call);
    renewing.start();
    await().until(() -> issued.get() == 2);

    assertThat(token()).isEqualTo("token-1");
    gate.countDown();
    renewing.join();
    assertThat(token()).isEqualTo("token-2");
  }

  private String call() {
    try {
      return token();
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sharesAFailureForAWhileSoThatNobodyIsAskedTenTimes() throws Exception {
    failure.set(SignIn.refused("no", "Ask"));
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(this::token)
          .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
    }
    assertThat(issued).hasValue(1);

    failure.set(null);
    clock.advance(Duration.ofSeconds(11));
    assertThat(token()).isEqualTo("token-2");
  }

  @Test
  void handsTheTurnOnWhenTheThreadThatHasItIsInterrupted() throws Exception {
    gated = true;
    var outcome = new AtomicReference<SqlState>();
    var first =
        new Thread(
            () -> {
              try {
                token();
              } catch (RefusedException e) {
                outcome.set(e.state());
              }
            });
    first.start();
    await().until(() -> issued.get() == 1);
    var second = new AtomicReference<String>();
    var waiting = new Thread(() -> second.set(call()));
    waiting.start();
    first.interrupt();
    await().until(() -> issued.get() == 2);
    gate.countDown();
    first.join();
    waiting.join();

    assertThat(outcome).hasValue(SqlState.CANCELLED);
    assertThat(second).hasValue("token-2");
  }

  @Test
  void endsTheWaitOfAThreadThatIsInterrupted() throws Exception {
    gated = true;
    var first = new Thread(this::call);
    first.start();
    await().until(() -> issued.get() == 1);

    Thread.currentThread().interrupt();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::token)
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
    gate.countDown();
    first.join();
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    gated = true;
    var impatient =
        new RenewedTokens(this::issue, new Patience(Duration.ofMillis(50), Duration.ZERO), clock);
    var first =
        new Thread(
            () -> {
              try {
                impatient.token();
              } catch (RefusedException e) {
                throw new AssertionError(e);
              }
            });
    first.start();
    await().until(() -> issued.get() == 1);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(impatient::token)
        .withMessageContaining("another connection's sign-in is not finished")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
    gate.countDown();
    first.join();
  }

  @Test
  void tellsThatATokenIsOverOnArrivalAndNamesTheClocks() {
    life = Duration.ofMinutes(-3);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::token)
        .withMessageContainingAll("over already", "clocks");
  }

  @Test
  void dropsATokenThatWasRefusedButNotOneThatIsNew() throws Exception {
    PresentedToken first = tokens.token();
    assertThat(tokens.discard(first)).isFalse();
    clock.advance(Duration.ofSeconds(11));

    assertThat(tokens.discard(PresentedToken.of("another"))).isFalse();
    assertThat(tokens.discard(first)).isTrue();
    assertThat(token()).isEqualTo("token-2");
  }

  @Test
  void survivesAFailureThatNobodyExpected() throws Exception {
    var broken = new AtomicInteger();
    var fragile =
        new RenewedTokens(
            last -> {
              if (broken.getAndIncrement() == 0) {
                throw new IllegalStateException("broken");
              }
              return issue(last);
            },
            new Patience(Duration.ofSeconds(1), Duration.ZERO),
            clock);

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(fragile::token);
    assertThat(fragile.token().reveal()).isEqualTo("token-1");
  }
}

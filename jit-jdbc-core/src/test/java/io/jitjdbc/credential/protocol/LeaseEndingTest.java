package io.jitjdbc.credential.protocol;

import static io.jitjdbc.credential.protocol.LeaseServerFixture.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LeaseEndingTest {
  private static final String OTHER = "jdbc:postgresql://db/other";
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final LeaseServerFixture server = new LeaseServerFixture();
  private final FakeLogins logins = server.logins;

  private String lease(String name, String target) {
    Caller caller = server.caller(name);
    String body = LeaseServerFixture.body(name, ",\"ttlSeconds\":60").replace(TARGET, target);
    var token = PresentedToken.none();
    return LeaseServerFixture.json(
            server.resources.lease(caller, token, LeaseServerFixture.KEY, body))
        .get("id")
        .toString();
  }

  @Test
  void endsLoginsAtTheirEndAndNotBefore() {
    lease("ann", TARGET);
    server.clock.advance(LIFE.minusMillis(1));
    server.ending.run();
    assertThat(logins.living).hasSize(1);

    server.clock.advance(Duration.ofMillis(1));
    server.ending.run();
    assertThat(logins.living).isEmpty();
    server.clock.advance(Duration.ofDays(1));
    server.ending.run();
    assertThat(logins.attempts).hasValue(1);
    assertThat(logins.closed).isFalse();
  }

  @Test
  void triesAgainWhatFailsLessAndLessOftenAndGoesOnWithOthers() {
    lease("ann", TARGET);
    lease("bob", TARGET);
    logins.stubborn.add("jit_1");
    server.clock.advance(LIFE);
    server.ending.run();
    assertThat(logins.living).containsExactly("jit_1");

    logins.attempts.set(0);
    for (int second = 0; second < 900; second++) {
      server.clock.advance(Duration.ofSeconds(1));
      server.ending.run();
    }
    assertThat(logins.attempts).hasValueBetween(3, 4);
    assertThat(server.ending.failures()).containsOnlyKeys(TARGET);
    logins.stubborn.clear();
    server.clock.advance(Duration.ofMinutes(15));
    server.ending.run();
    assertThat(logins.living).isEmpty();
    assertThat(server.ending.failures()).isEmpty();
  }

  @Test
  void revokesAtOnceAndAgainIfThatFailed() {
    String id = lease("ann", TARGET);
    logins.stubborn.add("jit_1");

    assertThat(server.resources.revoke(server.caller("ann"), id).status()).isEqualTo(204);
    assertThat(server.state(server.caller("ann"), id)).isEqualTo("ended");
    server.ending.run();
    assertThat(logins.attempts).hasValue(1);
    logins.stubborn.clear();
    server.clock.advance(LeaseBook.claim(1));
    server.ending.run();

    assertThat(logins.living).isEmpty();
  }

  @Test
  void keepsWhatItCannotEndUntilItsTargetIsBack() {
    lease("ann", TARGET);
    LeaseTarget target = server.target(false);
    server.targets.clear();
    server.clock.advance(LIFE);
    server.ending.run();
    assertThat(logins.living).hasSize(1);

    server.targets.put(TARGET, target);
    server.clock.advance(LeaseBook.claim(1));
    server.ending.run();
    assertThat(logins.living).isEmpty();
  }

  @Test
  void aDatabaseThatHangsHoldsUpNoOther() throws Exception {
    var answering = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      var slow = new SlowLogins(logins, answering);
      server.targets.put(
          OTHER, new LeaseTarget(slow, Set.of(), LIFE, LeaseTarget.ANY_PURPOSE, false, Map.of()));
      for (int i = 0; i < 10; i++) {
        lease("slow" + i, OTHER);
      }
      String last = lease("ann", TARGET);
      var ending = new LeaseEnding(server.book, server, threads, server.clock);
      server.clock.advance(LIFE);
      ending.run();

      await().until(() -> logins.living.size() == 10);
      assertThat(slow.most()).isLessThanOrEqualTo(4);
      assertThat(server.state(server.caller("ann"), last)).isEqualTo("ended");
      answering.countDown();
      await().until(logins.living::isEmpty);
    } finally {
      answering.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void anExecutorThatIsShutDownLeavesTheLeaseToOthers() {
    lease("ann", TARGET);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    threads.shutdown();
    server.clock.advance(LIFE);
    new LeaseEnding(server.book, server, threads, server.clock).run();
    assertThat(logins.living).hasSize(1);

    server.clock.advance(LeaseBook.claim(1));
    server.ending.run();
    assertThat(logins.living).isEmpty();
  }
}

package io.jitjdbc.credential.protocol;

import static io.jitjdbc.credential.protocol.LeaseServerFixture.KEY;
import static io.jitjdbc.credential.protocol.LeaseServerFixture.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.MemoryLeaseBook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookOutageTest {
  private final FailingBook outage = new FailingBook();
  private final LeaseServerFixture server =
      new LeaseServerFixture(outage.over(new MemoryLeaseBook()));
  private final Caller ann = server.caller("ann");

  @Test
  void withoutABookNothingIsMadeAndEverythingIsUnavailable() {
    String id = server.lease().get("id").toString();
    outage.away.addAll(List.of("reserve", "find", "end", "claimOver"));

    assertProblem(server.lease(ann, KEY), 503, "unavailable");
    assertProblem(server.renew(ann, id, "{}"), 503, "unavailable");
    assertProblem(server.resources.standing(ann, id), 503, "unavailable");
    assertProblem(server.resources.revoke(ann, id), 503, "unavailable");
    server.ending.run();
    assertThat(server.logins.made).hasSize(1);
    assertThat(server.logins.living).hasSize(1);
  }

  @Test
  void aLoginThatCannotBeKeptIsEnded() {
    outage.away.add("complete");
    assertProblem(server.lease(ann, KEY), 503, "unavailable");
    assertThat(server.logins.living).isEmpty();

    outage.away.clear();
    assertThat(server.lease(ann, KEY).status()).isEqualTo(201);
    assertThat(server.logins.living).containsExactly("jit_2");
  }

  @Test
  void aLoginThatWasKeptIsGivenThoughTheBookDidNotSaySo() {
    outage.silent.add("complete");
    Reply reply = server.lease(ann, KEY);

    assertThat(reply.status()).isEqualTo(201);
    assertThat(server.lease(ann, KEY)).isEqualTo(reply);
    assertThat(server.logins.living).containsExactly("jit_1");
  }

  @Test
  void nobodyGetsALoginThatWasEndedBecauseTheBookWasSilent() {
    outage.silent.add("complete");
    outage.away.add("find");
    assertProblem(server.lease(ann, KEY), 503, "unavailable");
    assertThat(server.logins.living).isEmpty();
    outage.silent.clear();
    outage.away.clear();

    assertProblem(server.lease(ann, KEY), 409, "idempotency-key-spent");
  }

  @Test
  void theKeyOfAServerThatDiedIsFreeAfterAMinute() {
    outage.away.addAll(List.of("complete", "giveUp"));
    assertProblem(server.lease(ann, KEY), 503, "unavailable");
    outage.away.clear();

    assertProblem(server.lease(ann, KEY), 503, "in-progress");
    server.clock.advance(Duration.ofMinutes(1));
    assertThat(server.lease(ann, KEY).status()).isEqualTo(201);
  }

  @Test
  void whatCouldNotBeMarkedAsEndedIsEndedOnceMore() {
    server.lease(",\"ttlSeconds\":1");
    outage.away.add("ended");
    server.clock.advance(Duration.ofSeconds(1));
    server.ending.run();
    outage.away.clear();
    server.clock.advance(LeaseBook.claim(1));
    server.ending.run();
    server.clock.advance(Duration.ofHours(1));
    server.ending.run();

    assertThat(server.logins.attempts).hasValue(2);
  }
}

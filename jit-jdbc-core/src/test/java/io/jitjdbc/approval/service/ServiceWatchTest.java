package io.jitjdbc.approval.service;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.TestApprovalService;
import io.jitjdbc.testing.TestApprovalService.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A waiting statement hears of an answer at once, and of nothing that is none. */
class ServiceWatchTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final MutableClock clock = new MutableClock();
  private final ApprovalServiceFixture fixture = new ApprovalServiceFixture(clock);
  private final ApprovalService client = fixture.trustful();
  private final CountDownLatch heard = new CountDownLatch(1);
  private AccessRequest filed;

  @BeforeEach
  void file() throws RefusedException {
    filed = client.file(draft("SELECT 1", requirement(1, 1), clock.instant()));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void answer() throws RefusedException {
    fixture.service.approvals().answer(filed.id(), person("dora", "dba"), true, "fine");
  }

  private void waitUntilItIsAsked() throws InterruptedException {
    while (!fixture.service.asked().contains("status")) {
      Thread.sleep(5);
    }
  }

  @Test
  void hearsOfAnAnswerAtOnce() throws Exception {
    client.watch(filed.id(), LONG, heard::countDown);
    waitUntilItIsAsked();
    assertThat(heard.await(200, TimeUnit.MILLISECONDS)).isFalse();
    answer();

    assertThat(heard.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(fixture.service.asked()).containsExactly("file", "status");
    assertThat(fixture.service.violations()).isEmpty();
  }

  @Test
  void hearsNothingOnceItHasEnded() throws Exception {
    ApprovalService.Watch watch = client.watch(filed.id(), LONG, heard::countDown);
    waitUntilItIsAsked();
    watch.end();
    watch.end();
    answer();

    assertThat(heard.await(500, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void doesNotHoldUpWhoeverBeginsOrEndsIt() throws Exception {
    fixture.service.next(
        "status",
        (exchange, orderly) -> {
          Thread.sleep(3_000);
        });
    long begin = System.nanoTime();

    client.watch(filed.id(), LONG, heard::countDown).end();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }

  private void isNoNews(Fault fault) throws InterruptedException {
    fixture.service.next("status", fault);
    client.watch(filed.id(), LONG, heard::countDown);

    assertThat(heard.await(400, TimeUnit.MILLISECONDS)).isFalse();
  }

  private static Fault answering(int status, String body) {
    return (exchange, orderly) ->
        TestApprovalService.send(
            exchange, new Reply(status, Map.of("Content-Type", "application/json"), body));
  }

  @Test
  void aServiceThatAnswersAtOnceIsNotAskedAllTheTime() throws Exception {
    isNoNews(answering(503, ""));
    isNoNews(answering(200, "{}"));
    isNoNews(answering(200, "null"));
    isNoNews((exchange, orderly) -> {});
    isNoNews(
        (exchange, orderly) -> {
          TestApprovalService.send(exchange, answeredAtOnce());
        });
    assertThat(client.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  private Reply answeredAtOnce() {
    return Reply.problem(429, "too-many-requests", "Not so often.");
  }

  @Test
  void nobodyWatchesWhatIsNotKnownOrForNoTime() throws Exception {
    client.watch("nothing", LONG, heard::countDown).end();
    client.watch(filed.id(), Duration.ofMillis(900), heard::countDown).end();

    assertThat(fixture.service.asked()).containsExactly("file");
  }

  @Test
  void whoeverIsInterruptedStillWithdrawsTheRequest() throws Exception {
    Thread.currentThread().interrupt();
    client.cancel(filed.id());

    assertThat(Thread.interrupted()).isTrue();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (fixture.service.approvals().state(filed.id()).status() != Status.CANCELLED) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Test
  void aSlowServiceDoesNotHoldUpWhoeverWithdraws() throws Exception {
    fixture.service.next(
        "cancel",
        (exchange, orderly) -> {
          Thread.sleep(4_000);
        });
    long begin = System.nanoTime();

    client.cancel(filed.id());

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
  }
}

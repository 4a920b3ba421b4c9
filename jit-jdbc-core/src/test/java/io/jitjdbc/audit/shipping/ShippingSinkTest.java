package io.jitjdbc.audit.shipping;

import static io.jitjdbc.audit.shipping.ShippingFixture.backlog;
import static io.jitjdbc.audit.shipping.ShippingFixture.event;
import static io.jitjdbc.audit.shipping.ShippingFixture.id;
import static io.jitjdbc.audit.shipping.ShippingFixture.ids;
import static io.jitjdbc.audit.shipping.ShippingFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.TestAuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippingSinkTest {
  @TempDir Path root;
  private ShippingFixture fixture;
  private FakeRemote remote;
  private TestAuditLog log;

  @BeforeEach
  void open() throws Exception {
    fixture = new ShippingFixture(root);
    remote = fixture.remote;
    log = fixture.log;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void deliversInTheLogsOrderAcrossSegments() throws Exception {
    AuditSink sink = fixture.sink();
    write(log, "a", 1200);
    log.nextSegment();
    write(log, "b", 3);
    sink.record(event("last"));

    await().until(() -> remote.ids().size() == 1204);
    assertThat(remote.ids().subList(0, 1200)).isEqualTo(ids("a", 1200));
    assertThat(remote.ids().subList(1200, 1204)).containsExactly("b0-1", "b1-1", "b2-1", "last-1");
    assertThat(remote.calls()).isLessThan(10);
    await().until(() -> backlog(sink).waiting() == 0);
    assertThat(backlog(sink).failure()).isEmpty();
  }

  @Test
  void doesNothingBeforeTheFirstEvent() throws Exception {
    write(log, "a", 5);
    AuditSink sink = fixture.sink();
    Thread.sleep(300);
    sink.close();

    assertThat(remote.calls()).isZero();
    assertThat(remote.isClosed()).isTrue();
  }

  @Test
  void anOutageCostsNothingAndIsSeen() throws Exception {
    remote.failWith(new UndeliveredException("far away"));
    AuditSink sink = fixture.sink();
    sink.record(event("first"));
    write(log, "a", 7000);

    await().until(() -> backlog(sink).waiting() >= 7001);
    assertThat(backlog(sink).failure()).isEqualTo("far away");
    assertThat(backlog(sink).oldest()).contains(Instant.parse("2030-01-01T00:00:00.5Z"));
    assertThat(backlog(sink).sink()).isEqualTo("far");

    remote.heal();
    await().until(() -> remote.ids().size() == 7001);
    await().until(() -> backlog(sink).waiting() == 0);
    assertThat(backlog(sink).failure()).isEmpty();
    assertThat(backlog(sink).oldest()).isEmpty();
    assertThat(remote.repeated()).isZero();
  }

  @Test
  void anAnswerThatWasLostCostsNoSecondEvent() throws Exception {
    remote.loseAnAnswer();
    AuditSink sink = fixture.sink();
    sink.record(event("one"));

    await().until(() -> remote.repeated() == 1);
    assertThat(remote.ids()).containsExactly(id("one"));
    sink.record(event("two"));
    await().until(() -> remote.ids().size() == 2);
  }

  @Test
  void anotherProcessGoesOnWhereOneEnded() throws Exception {
    AuditSink first = fixture.sink();
    first.record(event("a"));
    await().until(() -> remote.ids().size() == 1);
    remote.failWith(new UndeliveredException("away"));
    first.record(event("b"));
    await().until(() -> !backlog(first).failure().isEmpty());
    first.close();
    remote.heal();

    try (AuditSink second =
        fixture.sink(new TestAuditLog(root), remote, false, Duration.ofSeconds(1))) {
      second.record(event("c"));
      await().until(() -> remote.ids().size() == 3);
    }
    assertThat(remote.ids()).contains(id("a"), id("b"), id("c"));
    assertThat(remote.repeated()).isZero();
  }

  @Test
  void aLogIsLeftToItsOwnerAsLongAsThatLives() throws Exception {
    write(log, "mine", 10);
    var other = new TestAuditLog(root);
    AuditSink sink = fixture.sink(other, remote, false, Duration.ofSeconds(1));
    sink.record(event("theirs"));
    await().until(() -> remote.ids().size() == 1);
    Thread.sleep(2500);
    assertThat(remote.ids()).containsExactly(id("theirs"));

    log.close();
    await().until(() -> remote.ids().size() == 11);
  }

  @Test
  void severalThatComeForTheSameAbandonedLogDeliverItOnce() throws Exception {
    var dead = new TestAuditLog(root);
    write(dead, "dead", 3000);
    dead.close();
    for (int i = 0; i < 4; i++) {
      fixture
          .sink(new TestAuditLog(root), remote, false, Duration.ofSeconds(1))
          .record(event("s" + i));
    }

    await().until(() -> remote.ids().size() == 3004);
    Thread.sleep(300);
    // One may read how far it is before the other lets go, but not more.
    assertThat(remote.repeated()).isLessThanOrEqualTo(3000);
    assertThat(remote.ids()).containsAll(ids("dead", 3000));
  }

  @Test
  void whatIsRefusedForGoodIsPutAsideLoudly() throws Exception {
    remote.refuse(id("a3"));
    log.append("no json\n");
    log.append("{\"id\":\"x\"}\n");
    AuditSink sink = fixture.sink();
    try (LogCapture logged = LogCapture.open()) {
      write(log, "a", 6);
      sink.record(event("end"));
      await().until(() -> remote.ids().size() == 6);
      await().until(() -> backlog(sink).refused() == 3);

      assertThat(logged.text()).contains("it is poison", "it is no event").contains("refused-far");
      assertThat(logged.text()).doesNotContain("closed by the application");
    }
    assertThat(remote.ids()).doesNotContain(id("a3")).contains(id("a5"), id("end"));
    assertThat(Files.readString(root.resolve("shipping/refused-far.jsonl")))
        .contains("a3-1", "no json", "it is poison")
        .hasLineCount(3);
  }

  @Test
  void anUnknownPlaceMeansFromTheBeginning() throws Exception {
    try (AuditSink sink = fixture.sink()) {
      sink.record(event("a"));
      await().until(() -> remote.ids().size() == 1);
    }
    Path place = root.resolve("shipping/far").resolve(log.own() + ".place");
    assertThat(Files.readString(place)).matches("v1 1 \\d+ 0 end\n");
    for (String text : new String[] {"", "v1 1 4", "v1 0 0 0 end\n", "v2 1 0 0 end\n", "\0\0\0"}) {
      Files.writeString(place, text);
      int before = remote.repeated();
      try (AuditSink sink =
          fixture.sink(new TestAuditLog(root), remote, false, Duration.ofSeconds(1))) {
        sink.record(event("more" + before));
        await().until(() -> remote.repeated() == before + 1);
      }
    }
  }

  @Test
  void carriesTheLedgerOnceAndInOrder() throws Exception {
    AuditSink sink = fixture.sink();
    log.sign("one");
    log.sign("two");
    sink.record(event("a"));
    await().until(() -> remote.ledger().size() == 2);
    log.sign("three");
    await().until(() -> remote.ledger().size() == 3);

    String own = log.own();
    assertThat(remote.ledger()).containsExactly(own + " 0 one", own + " 1 two", own + " 2 three");
  }

  @Test
  void aLedgerThatIsRefusedIsPutAsideAndHoldsNoEventsUp() throws Exception {
    remote.refuseLedgers();
    AuditSink sink = fixture.sink();
    log.sign("forked");
    sink.record(event("a"));
    await().until(() -> backlog(sink).refused() == 1);
    sink.record(event("b"));

    await().until(() -> remote.ids().size() == 2);
    assertThat(Files.readString(root.resolve("shipping/refused-far.jsonl"))).contains("forked");
  }

  @Test
  void aLogThatCannotBeReadForAWhileIsDeliveredLater() throws Exception {
    AuditSink sink = fixture.sink();
    log.unreadable(true);
    sink.record(event("a"));
    await().until(() -> backlog(sink).failure().contains("the disk is gone"));
    log.unreadable(false);

    await().atMost(Duration.ofSeconds(15)).until(() -> remote.ids().size() == 1);
    await().until(() -> backlog(sink).failure().isEmpty());
  }

  @Test
  void endsQuicklyWhereTheOtherEndDoesNotAnswer() throws Exception {
    remote.getStuck();
    AuditSink sink = fixture.sink();
    sink.record(event("a"));
    Thread.sleep(200);
    long begin = System.nanoTime();
    sink.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    assertThatThrownBy(() -> sink.record(event("b")))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("far is closed");
  }

  @Test
  void closingDeliversWhatIsLeftFirst() throws Exception {
    AuditSink sink = fixture.sink();
    sink.record(event("first"));
    write(log, "a", 2000);
    sink.close();
    sink.close();

    assertThat(remote.ids()).hasSize(2001);
    assertThat(remote.isClosed()).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("jit-audit-far"));
  }

  @Test
  void forgetsLogsThatAreGone() throws Exception {
    var dead = new TestAuditLog(root);
    write(dead, "dead", 2);
    AuditSink own = fixture.sink(dead, remote, false, Duration.ofSeconds(1));
    own.record(event("x"));
    await().until(() -> remote.ids().size() == 3);
    Path place = root.resolve("shipping/far").resolve(dead.own() + ".place");
    await().until(() -> Files.exists(place));

    TestAuditLog.delete(root, dead.own());
    await().until(() -> !Files.exists(place));
    try (Stream<Path> left = Files.list(place.getParent())) {
      assertThat(left.filter(file -> file.toString().contains(dead.own()))).isEmpty();
    }
  }

  @Test
  void anErrorOfItsOwnDoesNotEndIt() throws Exception {
    remote.stumble();
    AuditSink sink = fixture.sink();
    sink.record(event("a"));
    await().until(() -> backlog(sink).failure().contains("IllegalStateException"));
    remote.heal();

    await().until(() -> remote.ids().size() == 1);
    await().until(() -> backlog(sink).failure().isEmpty());
  }

  @Test
  void severalSinksSayWhatWaitsForEach() {
    AuditSink sink = fixture.sink();

    assertThat(sink.backlogs()).hasSize(1);
    assertThat(sink.log()).isEqualTo(Optional.of(log));
    assertThat(AuditSink.inFrontOf(java.util.List.of(sink, sink)).backlogs()).hasSize(2);
  }
}

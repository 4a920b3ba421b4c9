package io.jitjdbc.audit.shipping;

import static io.jitjdbc.audit.shipping.ShippingFixture.event;
import static io.jitjdbc.audit.shipping.ShippingFixture.id;
import static io.jitjdbc.audit.shipping.ShippingFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.testing.Together;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MandatorySinkTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir Path root;
  private ShippingFixture fixture;
  private FakeRemote remote;

  @BeforeEach
  void open() throws Exception {
    fixture = new ShippingFixture(root);
    remote = fixture.remote;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void whatWasAcceptedHasArrived() throws Exception {
    AuditSink sink = fixture.mandatory(LONG);
    for (int i = 0; i < 50; i++) {
      sink.record(event("a" + i));
      assertThat(remote.ids()).hasSize(i + 1).contains(id("a" + i));
    }
  }

  @Test
  void manyThreadsShareBatches() throws Exception {
    AuditSink sink = fixture.mandatory(LONG);
    Together.run(
        8,
        thread ->
            () -> {
              for (int i = 0; i < 100; i++) {
                sink.record(event("t" + thread + "-" + i));
                assertThat(remote.ids()).contains(id("t" + thread + "-" + i));
              }
              return true;
            });

    assertThat(remote.ids()).hasSize(800);
    assertThat(remote.repeated()).isZero();
  }

  @Test
  void refusesWhatDoesNotArriveInTimeAndSaysWhy() throws Exception {
    AuditSink sink = fixture.mandatory(Duration.ofMillis(300));
    remote.failWith(new UndeliveredException("nobody is there"));

    assertThatThrownBy(() -> sink.record(event("a")))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("mandatory sink far within 300 ms: nobody is there");

    remote.heal();
    await().until(() -> remote.ids().contains(id("a")));
    sink.record(event("b"));
  }

  @Test
  void refusesWhatTheOtherEndRefusesAndGoesOn() throws Exception {
    AuditSink sink = fixture.mandatory(LONG);
    remote.refuse(id("bad"));

    assertThatThrownBy(() -> sink.record(event("bad")))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("refused the event: it is poison");
    sink.record(event("good"));
    assertThat(remote.ids()).containsExactly(id("good"));
  }

  @Test
  void anEventBehindABacklogWaitsForItsTurn() throws Exception {
    write(fixture.log, "old", 5000);
    AuditSink sink = fixture.mandatory(LONG);
    sink.record(event("new"));

    assertThat(remote.ids()).hasSize(5001);
  }

  @Test
  void whatHasHappenedAlreadyIsNotWaitedFor() throws Exception {
    AuditSink sink = fixture.mandatory(LONG);
    remote.getStuck();
    long begin = System.nanoTime();
    sink.note(event("a"));
    assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(5).toNanos());

    remote.letGo();
    sink.record(event("b"));
    assertThat(remote.ids()).containsExactly(id("a"), id("b"));
  }

  @Test
  void anInterruptedThreadRecordsAndStaysInterrupted() throws Exception {
    AuditSink sink = fixture.mandatory(LONG);
    Thread.currentThread().interrupt();
    sink.record(event("a"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(remote.ids()).containsExactly(id("a"));
  }
}

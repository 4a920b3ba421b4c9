package io.jitjdbc.audit.shipping;

import static io.jitjdbc.audit.shipping.ShippingFixture.event;
import static io.jitjdbc.audit.shipping.ShippingFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditLog;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.recording.RecordingAuditProvider;
import io.jitjdbc.settings.SettingValues;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shipment from a log whose writer tells when there is more. */
class ToldShipmentTest {
  /** Longer than what comes in succession is held together for. */
  private static final Duration WHILE = Duration.ofMillis(250);

  @TempDir Path root;
  private final FakeRemote remote = new FakeRemote();
  private final AtomicInteger looks = new AtomicInteger();
  private AuditSink recording;

  @BeforeEach
  void opensTheLog() {
    recording =
        new RecordingAuditProvider()
            .create(
                SettingValues.of(
                    "jit.audit.recording.", Map.of("directory", root.toString(), "fsync", "false")),
                List.of());
  }

  @AfterEach
  void closesTheLog() {
    recording.close();
  }

  private AuditSink sink(AuditLog log) {
    var terms = new ShippingSink.Terms("far", false, Duration.ofSeconds(5));
    return AuditSink.inFrontOf(List.of(recording, new ShippingSink(terms, log, remote)));
  }

  /** The log, and how often somebody looked what there is. */
  private AuditLog counted() {
    AuditLog log = recording.log().orElseThrow();
    return (AuditLog)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {AuditLog.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("names")) {
                looks.incrementAndGet();
              }
              return method.invoke(log, arguments);
            });
  }

  private void awaitArrival(String name) {
    await().pollInterval(Duration.ofMillis(1)).until(() -> remote.ids().contains(id(name)));
  }

  @Test
  void whatComesAfterAWhileArrivesLongBeforeAnybodyWouldHaveLooked() throws Exception {
    try (AuditSink sink = sink(recording.log().orElseThrow())) {
      sink.record(event("first"));
      awaitArrival("first");
      var millis = new ArrayList<Long>();
      for (int i = 0; i < 7; i++) {
        Thread.sleep(WHILE.toMillis());
        long begin = System.nanoTime();
        sink.record(event("a" + i));
        awaitArrival("a" + i);
        millis.add((System.nanoTime() - begin) / 1_000_000);
      }

      // A look a second would take three times as long; half of them may meet a busy machine.
      assertThat(millis.stream().sorted().toList().get(3)).as("%s", millis).isLessThan(250);
    }
  }

  @Test
  void whatNobodyWaitsForIsToldOfWhenItIsInTheLogAndNotBefore() throws Exception {
    try (AuditSink sink = sink(recording.log().orElseThrow())) {
      for (int i = 0; i < 200; i++) {
        sink.note(event("a" + i));
      }
      awaitArrival("a199");

      assertThat(remote.ids()).containsExactlyElementsOf(ShippingFixture.ids("a", 200));
    }
  }

  @Test
  void whereNothingHappensHardlyAnybodyLooks() throws Exception {
    try (AuditSink sink = sink(counted())) {
      sink.record(event("a"));
      awaitArrival("a");
      // The log is signed for a second later, which is told, too.
      Thread.sleep(1500);
      int before = looks.get();
      Thread.sleep(2000);

      assertThat(looks.get() - before).isBetween(1, 4);
    }
  }

  @Test
  void aBusyLogIsNotLookedAtForEachEvent() throws Exception {
    try (AuditSink sink = sink(counted())) {
      long begin = System.nanoTime();
      for (int i = 0; i < 300; i++) {
        sink.record(event("a" + i));
        Thread.sleep(2);
      }
      awaitArrival("a299");
      long tenths = (System.nanoTime() - begin) / 100_000_000;

      assertThat(looks.get()).isLessThanOrEqualTo((int) tenths + 3);
    }
  }
}

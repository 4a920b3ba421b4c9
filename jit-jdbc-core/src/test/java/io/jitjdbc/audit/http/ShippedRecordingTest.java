package io.jitjdbc.audit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.protocol.ReceivedEvent;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.MemoryInbox;
import io.jitjdbc.testing.TestAuditService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recording log and a control plane, whatever dies in between. */
class ShippedRecordingTest {
  @TempDir Path root;
  private final MemoryInbox inbox = new MemoryInbox();
  private final TestAuditService service = TestAuditService.start(inbox);

  @AfterEach
  void stop() {
    service.close();
  }

  private List<String> names() {
    return inbox.events().stream().map(ReceivedEvent::id).map(AuditEvents::name).toList();
  }

  private Path log() throws Exception {
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(path -> Files.exists(path.resolve("ledger.jws"))).findFirst().orElseThrow();
    }
  }

  @Test
  void everyEventOfTheLogArrivesAndItsLedgerToo() throws Exception {
    try (AuditSink sink = ShippingJvm.sink(root, service.address().toString())) {
      for (AuditEvent event : AuditEvents.oneOfEach()) {
        sink.record(event);
      }
      await().until(() -> inbox.events().size() == AuditEvents.oneOfEach().size());
      String name = log().getFileName().toString();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> inbox.ledger(TestAuditService.SENDER, name).size() >= 2);
      assertThat(Files.readAllLines(log().resolve("ledger.jws")))
          .startsWith(inbox.ledger(TestAuditService.SENDER, name).toArray(String[]::new));
    }
    assertThat(names()).startsWith("1", "2", "3");
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void aProcessThatIsKilledInMidBatchLosesNothing() throws Exception {
    var accepted = new ArrayList<String>();
    for (int round = 0; round < 3; round++) {
      try (ShippingJvm other =
          ShippingJvm.start(root, service.address().toString(), "dead" + round)) {
        accepted.addAll(other.accepted(1500));
        // In the middle of whatever it delivers now; the answer never reaches it.
        service.next((exchange, orderly) -> assertThat(orderly.get()).isNotNull());
        accepted.addAll(other.kill());
      }
    }
    assertThat(accepted).hasSizeGreaterThan(4000);

    try (AuditSink sink = ShippingJvm.sink(root, service.address().toString())) {
      sink.record(AuditEvents.named("after"));
      await().atMost(Duration.ofSeconds(40)).until(() -> names().containsAll(accepted));
      assertThat(names()).contains("after").doesNotHaveDuplicates();
      await().until(() -> sink.backlogs().get(0).waiting() == 0);
      assertThat(sink.backlogs().get(0).refused()).isZero();
    }
  }
}

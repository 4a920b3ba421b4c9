package io.jitjdbc.audit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.testing.AuditEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class KafkaOutageTest extends BrokerFixture {
  @Test
  void aBrokerThatIsKilledCostsNothing() throws Exception {
    AuditSink sink = sink(Map.of());
    sink.record(AuditEvents.named("first"));
    await().atMost(Duration.ofSeconds(30)).until(() -> sink.backlogs().get(0).waiting() == 0);
    for (int i = 0; i < 3000; i++) {
      log.record(AuditEvents.named("a" + i));
    }
    broker.kill();
    for (int i = 0; i < 2000; i++) {
      log.record(AuditEvents.named("b" + i));
    }
    sink.record(AuditEvents.named("late"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sink.backlogs().get(0).failure().contains("jit.audit.kafka.bootstrap"));
    assertThat(sink.backlogs().get(0).waiting()).isPositive();

    broker.begin();
    List<String> ids = ids(records(5002));
    assertThat(ids).hasSize(5002).contains("first-1", "a2999-1", "b1999-1", "late-1");
  }

  @Test
  void aDaysBacklogCatchesUp() throws Exception {
    provider = new KafkaAuditProvider(UnaryOperator.identity());
    var lines = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      lines.append(
          "{\"id\":\"d%d-%d\",\"time\":\"2030-01-01T00:00:00Z\",\"session\":\"d%d\"}\n"
              .formatted(i % 100, i, i % 100));
    }
    log.append(lines.toString());
    AuditSink sink = sink(mandatory("60s"));
    sink.record(AuditEvents.named("last"));

    assertThat(sink.backlogs().get(0).failure()).isEmpty();
    assertThat(sink.backlogs().get(0).refused()).isZero();
    await().until(() -> sink.backlogs().get(0).waiting() == 0);
  }
}

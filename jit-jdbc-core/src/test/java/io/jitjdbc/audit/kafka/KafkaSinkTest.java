package io.jitjdbc.audit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.audit.ocsf.OcsfEvent;
import io.jitjdbc.remote.JsonText;
import io.jitjdbc.testing.AuditEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class KafkaSinkTest extends BrokerFixture {
  @Test
  void sendsEveryKindOfEventAsACloudEvent() throws Exception {
    AuditSink sink = sink(mandatory("30s"));
    Map<String, AuditEvent> sent = new HashMap<>();
    for (AuditEvent event : AuditEvents.oneOfEach()) {
      sink.record(event);
      sent.put(event.header().id().toString(), event);
    }

    List<ConsumerRecord<String, byte[]>> records = records(sent.size());
    assertThat(ids(records)).containsExactlyInAnyOrderElementsOf(sent.keySet());
    for (ConsumerRecord<String, byte[]> record : records) {
      AuditEvent event = sent.get(header(record, "ce_id"));
      assertThat(record.key()).isEqualTo(event.header().session());
      assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
      assertThat(header(record, "ce_source")).isEqualTo("urn:jit-jdbc:log:" + log.own());
      assertThat(header(record, "ce_type")).isEqualTo("io.jitjdbc." + event.type());
      assertThat(header(record, "ce_time")).isEqualTo(event.header().time().toString());
      assertThat(header(record, "content-type")).isEqualTo("application/json");
      assertThat(StreamSupport.stream(record.headers().spliterator(), false)).hasSize(6);
      assertThat(JsonText.object(new String(record.value(), UTF_8)).keySet())
          .isEqualTo(OcsfEvent.of(EventFields.of(event)).keySet());
    }
  }

  @Test
  void aSessionsEventsStayInTheirOrder() throws Exception {
    provider = new KafkaAuditProvider(UnaryOperator.identity());
    var texts = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      texts.append(
          "{\"id\":\"s%d-%d\",\"time\":\"2030-01-01T00:00:00Z\",\"session\":\"s%d\"}\n"
              .formatted(i % 7, i, i % 7));
    }
    log.append(texts.toString());
    sink(mandatory("30s")).record(AuditEvents.named("last"));

    Map<String, List<Integer>> numbers = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records(2001)) {
      String[] id = header(record, "ce_id").split("-", -1);
      numbers.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(Integer.valueOf(id[1]));
    }
    assertThat(numbers).hasSize(8);
    assertThat(numbers.values()).allSatisfy(each -> assertThat(each).isSorted());
  }

  @Test
  void anEventThatHasNoSuchFormIsPutAside() throws Exception {
    log.append("{\"id\":\"odd-1\",\"time\":\"2030-01-01T00:00:00Z\",\"type\":\"later.kind\"}\n");
    AuditSink sink = sink(mandatory("30s"));
    sink.record(AuditEvents.named("a"));

    assertThat(ids(records(1))).containsExactly("a-1");
    assertThat(root.resolve("shipping/refused-kafka.jsonl")).content().contains("odd-1");
  }

  @Test
  void anEventThatIsTooLargeIsPutAsideAndTheOthersArrive() throws Exception {
    // In the form in which its text is not cut.
    provider = new KafkaAuditProvider(UnaryOperator.identity());
    log.record(AuditEvents.named("a"));
    log.record(AuditEvents.decided("huge", "x".repeat(2 << 20), "permit"));
    AuditSink sink = sink(mandatory("30s"));
    sink.record(AuditEvents.named("b"));

    assertThat(ids(records(2))).containsExactlyInAnyOrder("a-1", "b-1");
    assertThat(sink.backlogs().get(0).refused()).isEqualTo(1);
    assertThat(root.resolve("shipping/refused-kafka.jsonl"))
        .content()
        .contains("huge-1", "max.request.size");
    assertThatThrownBy(() -> sink.record(AuditEvents.decided("h2", "x".repeat(2 << 20), "deny")))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("mandatory sink kafka refused the event");
  }

  @Test
  void aMandatoryTopicThatCannotBeReachedRefuses() {
    AuditSink sink =
        sink(Map.of("bootstrap", "127.0.0.1:1", "mandatory", "true", "timeout", "500ms"));

    assertThatThrownBy(() -> sink.record(AuditEvents.named("a")))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("mandatory sink kafka within 500 ms");
    long begin = System.nanoTime();
    sink.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
  }
}

package io.jitjdbc.audit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.remote.JsonText;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.KafkaBroker;
import io.jitjdbc.testing.TestAuditLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSinkTest {
  private static KafkaBroker broker;
  private static int topics;

  @TempDir Path root;
  private final List<AuditSink> open = new ArrayList<>();
  private final String topic = "audit-" + ++topics;
  private TestAuditLog log;

  @BeforeAll
  static void startTheBroker(@TempDir Path directory) throws Exception {
    broker = KafkaBroker.start(directory);
  }

  @AfterAll
  static void stopTheBroker() throws Exception {
    broker.close();
  }

  @BeforeEach
  void begin() throws Exception {
    log = new TestAuditLog(root);
  }

  @AfterEach
  void end() {
    open.forEach(AuditSink::close);
  }

  private AuditSink sink(Map<String, String> more) {
    var texts = new HashMap<>(Map.of("bootstrap", broker.address(), "topic", topic));
    texts.putAll(more);
    AuditSink kafka =
        new KafkaAuditProvider()
            .create(SettingValues.of("jit.audit.kafka.", texts), List.<AuditSink>of(log));
    var sink = AuditSink.inFrontOf(List.of(log, kafka));
    open.add(sink);
    return sink;
  }

  private static Map<String, String> mandatory(String timeout) {
    return Map.of("mandatory", "true", "timeout", timeout);
  }

  /** All that is in the topic, read until there are so many different ones. */
  private List<ConsumerRecord<String, byte[]>> records(int ids) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.address(),
            "group.id",
            "reader-" + topic + '-' + System.nanoTime(),
            "auto.offset.reset",
            "earliest");
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (ids(records).size() < ids && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static List<String> ids(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream().map(record -> header(record, "ce_id")).distinct().toList();
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

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
          .isEqualTo(EventFields.of(event).keySet());
    }
  }

  @Test
  void aSessionsEventsStayInTheirOrder() throws Exception {
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
  void anEventThatIsTooLargeIsPutAsideAndTheOthersArrive() throws Exception {
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
  void abrokerThatIsKilledCostsNothing() throws Exception {
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

  @Test
  void aDaysBacklogCatchesUp() throws Exception {
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

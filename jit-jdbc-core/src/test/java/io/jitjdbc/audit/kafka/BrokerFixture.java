package io.jitjdbc.audit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.KafkaBroker;
import io.jitjdbc.testing.TestAuditLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A broker for all tests of a class, and a topic for each. */
abstract class BrokerFixture {
  protected static KafkaBroker broker;
  private static int topics;

  @TempDir protected Path root;
  private final List<AuditSink> open = new ArrayList<>();
  protected KafkaAuditProvider provider = new KafkaAuditProvider();
  protected final String topic = "audit-" + ++topics;
  protected TestAuditLog log;

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

  protected final AuditSink sink(Map<String, String> more) {
    var texts = new HashMap<>(Map.of("bootstrap", broker.address(), "topic", topic));
    texts.putAll(more);
    AuditSink kafka =
        provider.create(SettingValues.of("jit.audit.kafka.", texts), List.<AuditSink>of(log));
    var sink = AuditSink.inFrontOf(List.of(log, kafka));
    open.add(sink);
    return sink;
  }

  protected static Map<String, String> mandatory(String timeout) {
    return Map.of("mandatory", "true", "timeout", timeout);
  }

  /** All that is in the topic, read until there are so many different ones. */
  protected final List<ConsumerRecord<String, byte[]>> records(int ids) {
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

  protected static List<String> ids(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream().map(record -> header(record, "ce_id")).distinct().toList();
  }

  protected static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}

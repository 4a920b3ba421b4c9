package io.jitjdbc.audit.kafka;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.ocsf.OcsfEvent;
import io.jitjdbc.audit.shipping.RemoteSink;
import io.jitjdbc.audit.shipping.ShippingSettings;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * {@code kafka}: OCSF events to a topic, as CloudEvents in binary mode, fed from the log of the
 * {@code recording} sink.
 *
 * <p><b>Guarantees</b>: an event counts as delivered when all replicas in sync have it; a session's
 * events stay in their order. An event may come more than once, with the same {@code ce_source} and
 * {@code ce_id}: whoever reads drops it. <b>Does not protect against</b> a topic that keeps too few
 * replicas, or is cleaned before it was read.
 */
public final class KafkaAuditProvider implements AuditSinkProvider {
  private static final Setting<String> BOOTSTRAP =
      Setting.of("bootstrap", Kind.TEXT, "Kafka servers to begin with: host:port, with commas.");
  private static final Setting<String> TOPIC =
      Setting.of(
          "topic",
          new Kind<>("letters, digits, . _ and -", List.of(), KafkaAuditProvider::topic),
          "jit-audit",
          "Topic for audit events; it has to be there, or the servers make it.");
  private static final Setting<Path> PROPERTIES_FILE =
      Setting.of(
          "properties.file",
          Kind.FILE,
          "File with further settings of Kafka's producer, such as security.protocol.");

  private final UnaryOperator<Map<String, Object>> form;

  /** For {@link java.util.ServiceLoader}. */
  public KafkaAuditProvider() {
    this(OcsfEvent::of);
  }

  /**
   * @param form from an event's fields to those of the value
   */
  KafkaAuditProvider(UnaryOperator<Map<String, Object>> form) {
    this.form = form;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public List<Setting<?>> settings() {
    return ShippingSettings.with(List.of(BOOTSTRAP, TOPIC, PROPERTIES_FILE));
  }

  @Override
  public AuditSink create(SettingValues values) {
    throw ShippingSettings.withoutLog(name());
  }

  @Override
  public AuditSink create(SettingValues values, List<AuditSink> before) {
    var settings = new ProducerSettings(values.get(BOOTSTRAP), values.find(PROPERTIES_FILE));
    String topic = values.get(TOPIC);
    return ShippingSettings.feed(name(), values, before, () -> sink(settings, topic));
  }

  private RemoteSink sink(ProducerSettings settings, String topic) {
    try {
      return KafkaClient.sink(settings, new CloudEvent(topic, form));
    } catch (NoClassDefFoundError e) {
      throw new InvalidSettingException(
          "jit.audit=kafka needs Kafka's client, which is not there: add"
              + " org.apache.kafka:kafka-clients to the application");
    }
  }

  private static String topic(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,249}")) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}

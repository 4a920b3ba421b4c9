package io.jitjdbc.audit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.shipping.Shipped;
import java.net.URLEncoder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An event in the binary mode of the Kafka binding of CloudEvents 1.0.2: what routes it is in
 * headers, so that nobody needs to read the value for that.
 */
final class CloudEvent {
  private static final String SOURCE = "urn:jit-jdbc:log:";
  private static final String TYPE = "io.jitjdbc.";

  private final String topic;
  private final UnaryOperator<Map<String, Object>> form;

  /**
   * @param form from an event's fields to those of the value
   */
  CloudEvent(String topic, UnaryOperator<Map<String, Object>> form) {
    this.topic = topic;
    this.form = form;
  }

  /** Its key is the session, so that a session's events stay in their order. */
  ProducerRecord<String, byte[]> record(Shipped event) {
    byte[] value = JSONObjectUtils.toJSONString(form.apply(event.fields())).getBytes(UTF_8);
    var record = new ProducerRecord<>(topic, event.text("session"), value);
    header(record, "ce_specversion", "1.0");
    header(record, "ce_id", event.id());
    header(record, "ce_source", SOURCE + URLEncoder.encode(event.log(), UTF_8));
    header(record, "ce_type", TYPE + event.text("type"));
    header(record, "ce_time", event.text("time"));
    header(record, "content-type", "application/json");
    return record;
  }

  private static void header(ProducerRecord<String, byte[]> record, String name, String text) {
    record.headers().add(name, text.getBytes(UTF_8));
  }
}

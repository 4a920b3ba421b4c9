package io.jitjdbc.audit.kafka;

import io.jitjdbc.audit.shipping.RemoteSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The one door to Kafka's classes, so that it is noticed in time if they are not there. */
final class KafkaClient {
  private KafkaClient() {}

  /**
   * Opens nothing yet.
   *
   * @throws NoClassDefFoundError if Kafka's client is not there
   */
  static RemoteSink sink(ProducerSettings settings, CloudEvent form) {
    // Looks at one of its classes now: the first event would be late.
    ProducerConfig.configNames();
    return new KafkaSink(settings, form);
  }
}

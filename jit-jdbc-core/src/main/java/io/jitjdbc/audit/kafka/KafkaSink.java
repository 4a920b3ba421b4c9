package io.jitjdbc.audit.kafka;

import io.jitjdbc.audit.shipping.Refusal;
import io.jitjdbc.audit.shipping.RemoteSink;
import io.jitjdbc.audit.shipping.Shipped;
import io.jitjdbc.audit.shipping.UndeliveredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to a topic and waits until all its replicas in sync have them. After a failure the
 * producer is thrown away: some of its failures are for good, and what it had not sent comes again.
 */
final class KafkaSink implements RemoteSink {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final ProducerSettings settings;
  private final CloudEvent form;
  private @Nullable Producer<String, byte[]> producer;

  KafkaSink(ProducerSettings settings, CloudEvent form) {
    this.settings = settings;
    this.form = form;
  }

  @Override
  public List<Refusal> deliver(List<Shipped> events) throws UndeliveredException {
    boolean done = false;
    try {
      var refusals = new ArrayList<Refusal>();
      await(send(events, refusals), refusals);
      done = true;
      return refusals;
    } catch (KafkaException e) {
      throw undelivered(e);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private record Sent(Shipped event, Future<RecordMetadata> answer) {}

  private List<Sent> send(List<Shipped> events, List<Refusal> refusals)
      throws UndeliveredException {
    Producer<String, byte[]> open = producer();
    var sent = new ArrayList<Sent>();
    for (Shipped event : events) {
      try {
        var one = new Sent(event, open.send(form.record(event)));
        if (one.answer().isDone()) {
          // Where nobody can be reached, each further one would take as long to fail.
          settle(one, 0, refusals);
        } else {
          sent.add(one);
        }
      } catch (IllegalArgumentException e) {
        // It has no such form: a log of a later version, for one.
        refusals.add(new Refusal(event, String.valueOf(e.getMessage())));
      }
    }
    return sent;
  }

  private static void await(List<Sent> sent, List<Refusal> refusals) throws UndeliveredException {
    long end = System.nanoTime() + LONGEST.toNanos();
    for (Sent one : sent) {
      settle(one, end - System.nanoTime(), refusals);
    }
  }

  private static void settle(Sent one, long nanos, List<Refusal> refusals)
      throws UndeliveredException {
    try {
      one.answer().get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      refusals.add(new Refusal(one.event(), reasonForGood(e.getCause())));
    } catch (TimeoutException e) {
      throw new UndeliveredException("Kafka did not answer within " + LONGEST.toMinutes() + " m");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliveredException("interrupted while Kafka was to answer");
    }
  }

  private static String reasonForGood(@Nullable Throwable failure) throws UndeliveredException {
    if (failure instanceof RecordTooLargeException) {
      return "it is larger than max.request.size or the topic's max.message.bytes";
    }
    if (failure instanceof InvalidRecordException) {
      return "the topic does not take such records";
    }
    throw undelivered(failure);
  }

  /** By the failure's name alone: its text may quote what is in the file, a login for one. */
  private static UndeliveredException undelivered(@Nullable Throwable failure) {
    String name = failure == null ? "unknown" : failure.getClass().getSimpleName();
    return new UndeliveredException(
        "Kafka did not take the events: "
            + name
            + ". Check jit.audit.kafka.bootstrap, jit.audit.kafka.topic and the right to write to"
            + " it, jit.audit.kafka.properties.file and that the cluster is up");
  }

  private Producer<String, byte[]> producer() throws UndeliveredException {
    Producer<String, byte[]> open = producer;
    if (open == null) {
      open =
          new KafkaProducer<>(settings.read(), new StringSerializer(), new ByteArraySerializer());
      producer = open;
    }
    return open;
  }

  @Override
  public void close() {
    Producer<String, byte[]> open = producer;
    producer = null;
    try {
      if (open != null) {
        // What it has not sent is not waited for: it comes again.
        open.close(Duration.ZERO);
      }
    } catch (KafkaException e) {
      LOG.debug("a producer was not closed: {}", e.getClass().getSimpleName());
    }
  }
}

package io.jitjdbc.audit.shipping;

import io.jitjdbc.audit.AuditBacklog;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditLog;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries what another sink keeps on this machine to a remote one. Thread-safe.
 *
 * <p><b>Guarantees</b>: every event of the log arrives at least once, under an id that never
 * changes, whatever dies or cannot be reached in between; and where the sink is mandatory, {@link
 * #record} returns only when the event has arrived. <b>Does not protect against</b> the loss of the
 * log on this machine before that.
 */
final class ShippingSink implements AuditSink {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  // Statements are refused as long as it lasts.
  private static final Duration LONGEST_PAUSE_IF_MANDATORY = Duration.ofSeconds(1);

  private final String name;
  private final boolean mandatory;
  private final Duration timeout;
  private final Shipper shipper;
  private final ShippingThread thread;
  private final Acknowledgements acknowledgements = new Acknowledgements();

  /**
   * How it is to behave.
   *
   * @param mandatory whether nothing goes on before the remote sink has an event
   * @param timeout how long that may take
   */
  record Terms(String name, boolean mandatory, Duration timeout) {}

  ShippingSink(Terms terms, AuditLog log, RemoteSink sink) {
    this.name = terms.name();
    this.mandatory = terms.mandatory();
    this.timeout = terms.timeout();
    this.shipper = new Shipper(new Shipper.Parts(name, log, sink, acknowledgements));
    this.thread =
        new ShippingThread(name, shipper, mandatory ? LONGEST_PAUSE_IF_MANDATORY : LONGEST_PAUSE);
    if (log.tells(thread::more)) {
      thread.willBeTold();
    }
  }

  @Override
  public void record(AuditEvent event) throws AuditUnavailableException {
    note(event);
    if (mandatory) {
      awaitArrival(event.header().id().toString());
    }
  }

  private void awaitArrival(String id) throws AuditUnavailableException {
    thread.hurry();
    Optional<String> answer = acknowledgements.await(id, timeout);
    if (answer.isEmpty()) {
      throw new AuditUnavailableException(
          "the event did not reach the mandatory sink "
              + name
              + " within "
              + timeout.toMillis()
              + " ms"
              + trouble()
              + ". It is in the log and will be delivered; statements are refused until then");
    }
    if (!answer.get().isEmpty()) {
      throw new AuditUnavailableException(
          "the mandatory sink " + name + " refused the event: " + answer.get());
    }
  }

  private String trouble() {
    String failure = shipper.backlog().failure();
    return failure.isEmpty() ? "" : ": " + failure;
  }

  /** It is in the log already, or will be: nobody needs to wait. */
  @Override
  public void note(AuditEvent event) throws AuditUnavailableException {
    if (thread.isClosed()) {
      throw new AuditUnavailableException(
          "the event is not delivered: the sink " + name + " is closed");
    }
    thread.start();
  }

  @Override
  public List<AuditBacklog> backlogs() {
    return List.of(shipper.backlog());
  }

  @Override
  public void close() {
    thread.close();
  }
}

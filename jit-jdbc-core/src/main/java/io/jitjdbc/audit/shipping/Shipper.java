package io.jitjdbc.audit.shipping;

import io.jitjdbc.audit.AuditBacklog;
import io.jitjdbc.audit.AuditLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what is in the logs, batch by batch. Used by one thread; its numbers by any. */
final class Shipper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration UNREADABLE = Duration.ofSeconds(10);

  private final String name;
  private final RemoteSink sink;
  private final ShippingFiles files;
  private final LogsAtHand logs;
  private final Acknowledgements acknowledgements;
  private final Map<String, Long> unreadableUntil = new HashMap<>();
  private volatile AuditBacklog backlog;
  private long refused;
  private String unreadable = "";

  /** What a shipper works with. */
  record Parts(String name, AuditLog log, RemoteSink sink, Acknowledgements acknowledgements) {}

  Shipper(Parts parts) {
    this.name = parts.name();
    this.sink = parts.sink();
    this.acknowledgements = parts.acknowledgements();
    this.files = new ShippingFiles(parts.log().directory(), name);
    this.logs = new LogsAtHand(parts.log(), files, LOOK);
    this.backlog = new AuditBacklog(name, 0, Optional.empty(), 0, "");
  }

  AuditBacklog backlog() {
    return backlog;
  }

  /**
   * A batch of each log.
   *
   * @return whether there may be more
   * @throws UndeliveredException if the other end takes nothing now
   */
  boolean round() throws UndeliveredException {
    try {
      boolean more = false;
      for (LogShipment shipment : logs.all()) {
        more |= isReadable(shipment) && ship(shipment);
      }
      show(unreadable);
      return more;
    } catch (IOException e) {
      String failure = "the logs cannot be looked at: " + reason(e);
      show(failure);
      throw new UndeliveredException(failure);
    } catch (UndeliveredException e) {
      show(e.getMessage());
      throw e;
    }
  }

  /** Something went wrong that nobody has thought of. */
  void stumbled(Throwable failure) {
    show("an error of its own: " + failure.getClass().getSimpleName());
  }

  /** One that cannot be read must not keep the others from being delivered. */
  private boolean isReadable(LogShipment shipment) {
    Long until = unreadableUntil.get(shipment.name());
    return until == null || System.nanoTime() - until >= 0;
  }

  private boolean ship(LogShipment shipment) throws UndeliveredException {
    try {
      boolean some = deliver(shipment);
      boolean anchored = anchor(shipment);
      if (unreadableUntil.remove(shipment.name()) != null) {
        unreadable = "";
      }
      if (!some && !anchored && shipment.isDrained()) {
        logs.finish(shipment);
      }
      return !shipment.isDrained();
    } catch (IOException e) {
      unreadable = "log " + shipment.name() + " cannot be read: " + reason(e);
      LOG.error("Audit events stay undelivered to {}: {}", name, unreadable);
      unreadableUntil.put(shipment.name(), System.nanoTime() + UNREADABLE.toNanos());
      shipment.reopen();
      return false;
    }
  }

  private boolean deliver(LogShipment shipment) throws IOException, UndeliveredException {
    List<Shipped> batch = shipment.batch();
    List<byte[]> broken = shipment.broken();
    if (batch.isEmpty() && broken.isEmpty()) {
      return false;
    }
    var reasons = new HashMap<String, String>();
    if (!batch.isEmpty()) {
      for (Refusal refusal : sink.deliver(batch)) {
        setAside(shipment.name(), refusal.event().json(), refusal.reason());
        reasons.put(refusal.event().id(), refusal.reason());
      }
    }
    for (byte[] record : broken) {
      String text = new String(record, StandardCharsets.UTF_8);
      setAside(shipment.name(), text, "it is no event with an id and a time");
    }
    shipment.delivered();
    batch.forEach(event -> acknowledge(event.id(), reasons));
    return true;
  }

  private void acknowledge(String id, Map<String, String> reasons) {
    if (reasons.containsKey(id)) {
      acknowledgements.refused(id, reasons.get(id));
    } else {
      acknowledgements.taken(id);
    }
  }

  private boolean anchor(LogShipment shipment) throws IOException, UndeliveredException {
    if (!sink.keepsLedgers()) {
      return false;
    }
    List<String> lines = shipment.ledger();
    if (lines.isEmpty()) {
      return false;
    }
    Optional<String> refusal = sink.anchor(shipment.name(), shipment.ledgerFrom(), lines);
    if (refusal.isPresent()) {
      setAside(shipment.name(), String.join("\n", lines), "its ledger: " + refusal.get());
    }
    shipment.anchored(lines.size());
    return true;
  }

  private void setAside(String log, String json, String reason) throws IOException {
    LOG.error(
        "{} refuses an event of log {} for good: {}. It is kept in {}; look at it, and deliver it by"
            + " hand if it has to be there",
        name,
        log,
        reason,
        files.refused());
    files.keepRefused(log, json, reason);
    refused++;
  }

  private void show(String failure) {
    long waiting = 0;
    Optional<Instant> oldest = Optional.empty();
    for (LogShipment shipment : logs.known()) {
      waiting += waiting(shipment);
      Optional<Instant> its = shipment.oldest();
      if (its.isPresent() && (oldest.isEmpty() || its.get().isBefore(oldest.get()))) {
        oldest = its;
      }
    }
    backlog = new AuditBacklog(name, waiting, oldest, refused, failure);
  }

  private static long waiting(LogShipment shipment) {
    try {
      return shipment.waiting();
    } catch (IOException e) {
      return shipment.isDrained() ? 0 : 1;
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  @Override
  public void close() {
    logs.close();
    sink.close();
  }
}

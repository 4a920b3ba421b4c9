package io.jitjdbc.audit.shipping;

import io.jitjdbc.audit.AuditLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs that this process ships to a sink: its own, and those that nobody writes any more and
 * nobody else ships. Used by one thread.
 */
final class LogsAtHand {
  private static final Logger LOG = LoggerFactory.getLogger(LogsAtHand.class);

  private final AuditLog log;
  private final ShippingFiles files;
  private final long lookNanos;
  private final Map<String, LogShipment> open = new LinkedHashMap<>();
  // What is abandoned stays as it is: once at its end, there is nothing more to look for.
  private final Set<String> done = new HashSet<>();
  private long lookedAt;
  private boolean looked;

  /**
   * @param look how often logs of others are looked for
   */
  LogsAtHand(AuditLog log, ShippingFiles files, Duration look) {
    this.log = log;
    this.files = files;
    this.lookNanos = look.toNanos();
  }

  /** Those that there are now, its own first. */
  List<LogShipment> all() throws IOException {
    boolean isDue = !looked || System.nanoTime() - lookedAt >= lookNanos;
    List<String> names = log.names();
    for (String name : names) {
      if (!open.containsKey(name) && !done.contains(name)) {
        open(name, isDue);
      }
    }
    if (isDue) {
      looked = true;
      lookedAt = System.nanoTime();
      dropGone(names);
    }
    var all = new ArrayList<>(open.values());
    all.sort((a, b) -> Boolean.compare(log.isOwn(b.name()), log.isOwn(a.name())));
    return all;
  }

  /** One that cannot be opened must not keep the others from being delivered. */
  private void open(String name, boolean isDue) {
    try {
      if (log.isOwn(name)) {
        // Its own is its own even where a lock cannot be had, on a full disk for one.
        open.put(name, new LogShipment(log, name, files, ownLock(name)));
      } else if (isDue && log.isAbandoned(name)) {
        Optional<FileChannel> lock = files.lock(name);
        if (lock.isPresent()) {
          open.put(name, new LogShipment(log, name, files, lock.get()));
        }
      }
    } catch (IOException e) {
      LOG.warn("Log {} cannot be looked at, and is not delivered now: {}", name, e.toString());
    }
  }

  private @Nullable FileChannel ownLock(String name) {
    try {
      return files.lock(name).orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  /** Its end has been delivered, its ledger too: the lock goes, and it is not opened again. */
  void finish(LogShipment shipment) throws IOException {
    String name = shipment.name();
    if (!log.isOwn(name)) {
      open.remove(name);
      done.add(name);
      shipment.close();
    }
  }

  private void dropGone(List<String> names) throws IOException {
    for (String name : List.copyOf(open.keySet())) {
      if (!names.contains(name)) {
        drop(name);
      }
    }
    done.retainAll(names);
  }

  private void drop(String name) throws IOException {
    LogShipment gone = open.remove(name);
    if (gone != null) {
      gone.close();
      files.forget(name);
    }
  }

  /** What is open, without a look at the disk. */
  List<LogShipment> known() {
    return List.copyOf(open.values());
  }

  void close() {
    open.values().forEach(LogShipment::close);
    open.clear();
  }
}

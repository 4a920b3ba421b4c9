package io.jitjdbc.audit.shipping;

import io.jitjdbc.audit.AuditLog;
import io.jitjdbc.audit.AuditLog.Events;
import io.jitjdbc.audit.AuditLog.Place;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log on its way to one sink. Used by one thread. */
final class LogShipment implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LogShipment.class);
  private static final int MOST_EVENTS = 500;
  private static final int MOST_BYTES = 1 << 20;
  // A backlog of millions is counted without keeping anybody waiting.
  private static final int COUNTED_AT_ONCE = 5000;

  private final AuditLog log;
  private final String name;
  private final ShippingFiles files;
  private final @Nullable FileChannel lock;
  private final List<Shipped> batch = new ArrayList<>();
  private final List<byte[]> broken = new ArrayList<>();
  private Progress progress;
  private @Nullable Events reader;
  private @Nullable Events counter;
  private long counted;
  private boolean mayHaveMore;

  /**
   * @param lock held as long as it is shipped; null where nobody else will
   */
  LogShipment(AuditLog log, String name, ShippingFiles files, @Nullable FileChannel lock)
      throws IOException {
    this.log = log;
    this.name = name;
    this.files = files;
    this.lock = lock;
    this.progress = files.progress(name);
  }

  String name() {
    return name;
  }

  /** What to deliver next; the same again until it is delivered. Empty if there is nothing now. */
  List<Shipped> batch() throws IOException {
    if (batch.isEmpty() && broken.isEmpty()) {
      fill();
    }
    return List.copyOf(batch);
  }

  private void fill() throws IOException {
    Events events = reader();
    int bytes = 0;
    Optional<byte[]> next = Optional.empty();
    while (batch.size() + broken.size() < MOST_EVENTS && bytes < MOST_BYTES) {
      next = events.next();
      if (next.isEmpty()) {
        break;
      }
      bytes += next.get().length;
      add(next.get());
    }
    mayHaveMore = next.isPresent();
    if (!mayHaveMore) {
      uncount();
    }
  }

  private void add(byte[] record) {
    try {
      batch.add(Shipped.of(name, record));
    } catch (ParseException e) {
      broken.add(record);
    }
  }

  /** Records of the log that are no events at all; they go with the batch. */
  List<byte[]> broken() {
    return List.copyOf(broken);
  }

  /** The batch is where it belongs. */
  void delivered() throws IOException {
    counted = Math.max(0, counted - batch.size());
    batch.clear();
    broken.clear();
    note(progress.at(reader().place()));
  }

  /** Lines of its ledger that nobody has elsewhere yet. */
  List<String> ledger() throws IOException {
    return log.ledger(name, progress.ledger());
  }

  int ledgerFrom() {
    return progress.ledger();
  }

  void anchored(int lines) {
    note(progress.withLedger(progress.ledger() + lines));
  }

  private void note(Progress next) {
    progress = next;
    try {
      files.note(name, next);
    } catch (IOException e) {
      // It is delivered all the same, and again if this process ends before it can be noted.
      LOG.warn("How far log {} was delivered cannot be noted: {}", name, e.toString());
    }
  }

  /** Whether it was read to its end when it was looked at last. */
  boolean isDrained() {
    return batch.isEmpty() && broken.isEmpty() && !mayHaveMore;
  }

  /** How many events wait; the count grows from call to call until it has seen the log's end. */
  long waiting() throws IOException {
    // While a batch cannot be delivered, more come behind it.
    if (mayHaveMore || !batch.isEmpty()) {
      count();
    }
    return batch.size() + counted;
  }

  Optional<Instant> oldest() {
    return batch.isEmpty() ? Optional.empty() : batch.get(0).time();
  }

  private void count() throws IOException {
    Place read = reader().place();
    Events events = counter;
    if (events == null || events.place().compareTo(read) < 0) {
      uncount();
      events = log.events(name, read);
      counter = events;
    }
    for (int i = 0; i < COUNTED_AT_ONCE && events.next().isPresent(); i++) {
      counted++;
    }
  }

  private void uncount() throws IOException {
    Events events = counter;
    counter = null;
    counted = 0;
    if (events != null) {
      events.close();
    }
  }

  private Events reader() throws IOException {
    Events open = reader;
    if (open == null) {
      open = log.events(name, progress.place());
      reader = open;
    }
    return open;
  }

  /** Begins again behind what was delivered: a reader that failed may be anywhere. */
  void reopen() {
    batch.clear();
    broken.clear();
    closeReaders();
  }

  private void closeReaders() {
    Events open = reader;
    reader = null;
    try {
      uncount();
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.debug("log {} was not closed: {}", name, e.toString());
    }
  }

  @Override
  public void close() {
    closeReaders();
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      LOG.debug("the lock of log {} was not closed: {}", name, e.toString());
    }
  }
}

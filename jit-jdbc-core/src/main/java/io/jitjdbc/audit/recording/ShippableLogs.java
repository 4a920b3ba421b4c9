package io.jitjdbc.audit.recording;

import io.jitjdbc.audit.AuditLog;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.LogLock;
import io.jitjdbc.audit.recording.reading.LogPosition;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The logs under this process's directories, for those who carry their events elsewhere. */
final class ShippableLogs implements AuditLog {
  private final List<Path> roots;
  private final Predicate<String> own;
  private final Map<String, LedgerTail> ledgers = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param own whether this process's own writer has written a log
   */
  ShippableLogs(List<Path> roots, Predicate<String> own) {
    this.roots = List.copyOf(roots);
    this.own = own;
  }

  @Override
  public Path directory() {
    return roots.get(0);
  }

  @Override
  public List<String> names() throws IOException {
    var names = new ArrayList<String>();
    for (Path root : roots) {
      // The other disk may be the one that is away; what is on this one goes on.
      if (Files.isDirectory(root)) {
        LogDirectories.in(root).forEach(log -> names.add(log.log()));
      }
    }
    return names;
  }

  @Override
  public boolean isOwn(String log) {
    return own.test(log);
  }

  @Override
  public boolean isAbandoned(String log) throws IOException {
    Optional<LogLock> lock = LogLock.ofDead(files(log));
    if (lock.isEmpty()) {
      return false;
    }
    lock.get().close();
    return true;
  }

  @Override
  public Events events(String log, Place from) {
    var position = new LogPosition(from.segment(), from.offset());
    return new RecordedEvents(LogRecords.of(files(log), ReadingKeys.NONE, position));
  }

  @Override
  public List<String> ledger(String log, int from) throws IOException {
    Path file = files(log).ledger();
    return ledgers.computeIfAbsent(log, name -> new LedgerTail(file)).from(from);
  }

  @Override
  public boolean tells(Runnable more) {
    return listeners.add(more);
  }

  /** The writer has kept something. */
  void grew() {
    listeners.forEach(Runnable::run);
  }

  private LogFiles files(String log) {
    for (Path root : roots) {
      Path directory = root.resolve(log);
      if (Files.isDirectory(directory)) {
        return new LogFiles(directory);
      }
    }
    return new LogFiles(roots.get(0).resolve(log));
  }

  /** Nothing else of a log than its events: what callers read stays where it is. */
  private static final class RecordedEvents implements Events {
    private final LogRecords records;

    RecordedEvents(LogRecords records) {
      this.records = records;
    }

    @Override
    public Optional<byte[]> next() throws IOException {
      try {
        Optional<LogRecord> record = records.next();
        while (record.isPresent() && record.get().type() != FrameType.EVENT) {
          record = records.next();
        }
        return record.map(LogRecord::payload);
      } catch (MalformedLogException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public Place place() {
      LogPosition position = records.position();
      return new Place(position.segment(), position.offset());
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}

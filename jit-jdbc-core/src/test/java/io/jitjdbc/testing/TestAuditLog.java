package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditLog;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventFields;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The simplest log that others can ship: lines of JSON, in segments that grow. Several processes
 * share its directory. Thread-safe.
 */
public final class TestAuditLog implements AuditSink, AuditLog {
  private static final int MOST_AT_ONCE = 16 << 20;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Set<String> CLOSED = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final String own;
  private final AtomicInteger segment = new AtomicInteger(1);
  private volatile boolean unreadable;

  public TestAuditLog(Path root) throws IOException {
    this.root = root;
    this.own = "log-" + ProcessHandle.current().pid() + '-' + COUNT.incrementAndGet();
    Files.createDirectories(root.resolve(own));
  }

  /** Its own log's name. */
  public String own() {
    return own;
  }

  /** From now on it writes another file. */
  public void nextSegment() {
    segment.incrementAndGet();
  }

  /** Whether nobody can read logs for now. */
  public void unreadable(boolean is) {
    unreadable = is;
  }

  @Override
  public void record(AuditEvent event) throws AuditUnavailableException {
    try {
      append(JSONObjectUtils.toJSONString(EventFields.of(event)) + '\n');
    } catch (IOException e) {
      throw new AuditUnavailableException(e.toString());
    }
  }

  /** Writes that as it is. */
  public synchronized void append(String lines) throws IOException {
    try (var out = new FileOutputStream(segment(own, segment.get()).toFile(), true)) {
      out.write(lines.getBytes(UTF_8));
    }
  }

  /** One more text of its ledger. */
  public synchronized void sign(String line) throws IOException {
    try (var out = new FileOutputStream(root.resolve(own).resolve("ledger").toFile(), true)) {
      out.write((line + '\n').getBytes(UTF_8));
    }
  }

  /** Removes a log with all that it holds. */
  public static void delete(Path root, String log) throws IOException {
    TemporaryDirectory.delete(root.resolve(log));
  }

  @Override
  public Optional<AuditLog> log() {
    return Optional.of(this);
  }

  @Override
  public void close() {
    CLOSED.add(own);
  }

  @Override
  public Path directory() {
    return root;
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("log-"))
          .sorted()
          .toList();
    }
  }

  @Override
  public boolean isOwn(String log) {
    return log.equals(own);
  }

  @Override
  public boolean isAbandoned(String log) {
    long pid = Long.parseLong(log.split("-", -1)[1]);
    return CLOSED.contains(log) || ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  @Override
  public List<String> ledger(String log, int from) throws IOException {
    try {
      List<String> lines = Files.readAllLines(root.resolve(log).resolve("ledger"));
      return lines.subList(Math.min(from, lines.size()), lines.size());
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public Events events(String log, Place from) {
    return new Lines(log, from);
  }

  private Path segment(String log, int number) {
    return root.resolve(log).resolve("segment-" + number);
  }

  private final class Lines implements Events {
    private final String log;
    private final Deque<byte[]> ready = new ArrayDeque<>();
    private Place place;

    private Lines(String log, Place place) {
      this.log = log;
      this.place = place;
    }

    @Override
    public Optional<byte[]> next() throws IOException {
      if (unreadable) {
        throw new IOException("the disk is gone");
      }
      Optional<byte[]> line = line();
      if (line.isEmpty() && Files.exists(segment(log, place.segment() + 1))) {
        line = line();
        if (line.isEmpty()) {
          place = new Place(place.segment() + 1, 0);
          return next();
        }
      }
      return line;
    }

    private Optional<byte[]> line() throws IOException {
      if (ready.isEmpty()) {
        readOn();
      }
      byte[] line = ready.poll();
      if (line != null) {
        place = new Place(place.segment(), place.offset() + line.length + 1);
      }
      return Optional.ofNullable(line);
    }

    private void readOn() throws IOException {
      Path file = segment(log, place.segment());
      if (!Files.exists(file) || Files.size(file) <= place.offset()) {
        return;
      }
      try (var in = new RandomAccessFile(file.toFile(), "r")) {
        in.seek(place.offset());
        var bytes = new byte[(int) Math.min(MOST_AT_ONCE, in.length() - place.offset())];
        in.readFully(bytes);
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
          if (bytes[i] == '\n') {
            ready.add(Arrays.copyOfRange(bytes, begin, i));
            begin = i + 1;
          }
        }
      }
    }

    @Override
    public Place place() {
      return place;
    }

    @Override
    public void close() {}
  }
}

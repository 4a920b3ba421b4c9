package io.jitjdbc.audit.reading;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What all logs of a directory say, log by log from the oldest on, each in its own order: a session
 * is whole and in order, also where it goes on in a second log because the first failed. Whether it
 * is what was written, {@code LogsVerifier} tells. Immutable; needs no more memory for large logs
 * than for small ones.
 *
 * @param root a directory of logs, or one log
 */
public record RecordedLogs(Path root, ReadingKeys keys) {
  private static final Set<FrameType> OPEN =
      Set.of(FrameType.EVENT, FrameType.RESULT_OPENED, FrameType.RESULT_ENDED);

  public RecordedLogs {
    requireNonNull(root);
    requireNonNull(keys);
  }

  /** Is told one entry after the other. */
  @FunctionalInterface
  public interface Reader {
    /** The next one. */
    void accept(SessionEntry entry) throws IOException, MalformedLogException;
  }

  /** Is told one event after the other. */
  @FunctionalInterface
  public interface EventReader {
    /** The next one. */
    void accept(RecordedEvent event) throws IOException, MalformedLogException;
  }

  /**
   * All of one session, in order.
   *
   * @throws MalformedLogException where a record is not what it says it is
   */
  public void session(String session, Reader reader) throws IOException, MalformedLogException {
    read(record -> record.session().equals(session), reader);
  }

  /**
   * All sessions, without what takes a key.
   *
   * @throws MalformedLogException where a record is not what it says it is
   */
  public void withoutValues(Reader reader) throws IOException, MalformedLogException {
    read(record -> OPEN.contains(record.type()), reader);
  }

  /**
   * All events of all sessions.
   *
   * @throws MalformedLogException where a record is not what it says it is
   */
  public void events(EventReader reader) throws IOException, MalformedLogException {
    read(
        record -> record.type() == FrameType.EVENT,
        entry -> {
          if (entry instanceof SessionEntry.Happened happened) {
            reader.accept(happened.event());
          }
        });
  }

  /**
   * All of one session in some logs, which may be in different directories.
   *
   * @param logs each with the keys to it, in the order of {@link LogDirectories#OLDEST_FIRST}
   * @throws MalformedLogException where a record is not what it says it is
   */
  public static void session(Map<LogFiles, ReadingKeys> logs, String session, Reader reader)
      throws IOException, MalformedLogException {
    read(logs, record -> record.session().equals(session), reader);
  }

  private void read(Predicate<LogRecord> wanted, Reader reader)
      throws IOException, MalformedLogException {
    var logs = new LinkedHashMap<LogFiles, ReadingKeys>();
    LogDirectories.in(root).forEach(log -> logs.put(log, keys));
    read(logs, wanted, reader);
  }

  private static void read(
      Map<LogFiles, ReadingKeys> logs, Predicate<LogRecord> wanted, Reader reader)
      throws IOException, MalformedLogException {
    var parser = new EntryParser();
    for (Map.Entry<LogFiles, ReadingKeys> log : logs.entrySet()) {
      try (LogRecords records = LogRecords.of(log.getKey(), log.getValue())) {
        for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
          if (wanted.test(next.get())) {
            Optional<SessionEntry> entry = parser.parse(next.get());
            if (entry.isPresent()) {
              reader.accept(entry.get());
            }
          }
        }
      }
    }
  }
}

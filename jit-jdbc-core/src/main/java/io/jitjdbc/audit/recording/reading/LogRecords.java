package io.jitjdbc.audit.recording.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.audit.recording.format.Frame;
import io.jitjdbc.audit.recording.format.FrameOpener;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of one log in their order, from some place on. Reads what is whole, up to the first
 * bytes that are not; whether that is what was written, {@code verification} tells. A log that is
 * being written can be read on from {@link #position} later. Used by one thread; needs no more
 * memory for a large log than for a small one.
 */
public final class LogRecords implements AutoCloseable {
  private final LogFiles log;
  private final ReadingKeys keys;
  private final Map<Integer, String> sessions = new HashMap<>();
  private LogPosition position;
  private @Nullable LogPosition lookedAgainAt;
  private @Nullable SegmentReader segment;
  private FrameOpener opener = FrameOpener.plain();

  private LogRecords(LogFiles log, ReadingKeys keys, LogPosition position) {
    this.log = log;
    this.keys = keys;
    this.position = position;
  }

  /** From that place on. */
  public static LogRecords of(LogFiles log, ReadingKeys keys, LogPosition from) {
    return new LogRecords(log, keys, from);
  }

  /** All of them. */
  public static LogRecords of(LogFiles log, ReadingKeys keys) {
    return of(log, keys, LogPosition.START);
  }

  /** Behind the last record that was returned. */
  public LogPosition position() {
    return position;
  }

  /**
   * The next one; empty where nothing more is whole, for now.
   *
   * @throws MalformedLogException if a frame is whole and does not hold what its type has
   */
  public Optional<LogRecord> next() throws IOException, MalformedLogException {
    while (true) {
      SegmentReader reader = reader();
      if (reader == null) {
        return Optional.empty();
      }
      Optional<Frame> first = reader.next();
      if (first.isPresent()) {
        Optional<LogRecord> record = record(reader, first.get());
        if (record.isPresent()) {
          return record;
        }
      } else if (!goesOn()) {
        return Optional.empty();
      }
    }
  }

  /** Whether there is more to read behind what seemed to be the end. */
  private boolean goesOn() throws IOException {
    int next = nextSegment(position.segment());
    closeSegment();
    if (next == 0) {
      return false;
    }
    if (position.equals(lookedAgainAt)) {
      position = new LogPosition(next, 0);
    } else {
      // Its last frames may have been written after this look at it, and before the next segment.
      lookedAgainAt = position;
    }
    return true;
  }

  private int nextSegment(int number) throws IOException {
    return LogDirectories.segments(log).stream()
        .filter(each -> each > number)
        .findFirst()
        .orElse(0);
  }

  private @Nullable SegmentReader reader() throws IOException, MalformedLogException {
    SegmentReader open = segment;
    if (open != null) {
      return open;
    }
    if (!Files.exists(log.segment(position.segment()))) {
      int next = nextSegment(position.segment());
      if (next == 0) {
        return null;
      }
      position = new LogPosition(next, 0);
    }
    SegmentReader opened = SegmentReader.open(log.segment(position.segment()));
    segment = opened;
    opener = keys.opener(log, opened.header());
    sessions.clear();
    if (position.offset() > 0) {
      opened.skipTo(position.offset());
    } else {
      position = new LogPosition(position.segment(), opened.offset());
    }
    return opened;
  }

  /** Empty if its last frame is not there yet, or this version does not know its type. */
  private Optional<LogRecord> record(SegmentReader reader, Frame first)
      throws IOException, MalformedLogException {
    boolean readable = opener.opens(first);
    var payload = new ByteArrayOutputStream();
    Frame frame = first;
    append(payload, frame, readable);
    while (frame.isContinued()) {
      Optional<Frame> more = reader.next();
      if (more.isEmpty()) {
        return Optional.empty();
      }
      frame = more.get();
      append(payload, frame, readable);
    }
    position = new LogPosition(position.segment(), reader.offset());
    Optional<FrameType> type = FrameType.of(first.typeCode());
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (type.get() == FrameType.SESSION) {
      sessions.put(first.session(), payload.toString(UTF_8));
    }
    var place =
        new LogRecord.FramePlace(
            reader.header().segment(), first.sequence(), Instant.ofEpochMilli(first.time()));
    String session = sessions.getOrDefault(first.session(), "");
    return Optional.of(new LogRecord(type.get(), session, place, payload.toByteArray(), readable));
  }

  private void append(ByteArrayOutputStream payload, Frame frame, boolean readable)
      throws MalformedLogException {
    if (readable) {
      payload.writeBytes(opener.open(frame));
    }
  }

  private void closeSegment() throws IOException {
    SegmentReader open = segment;
    if (open != null) {
      segment = null;
      opener.close();
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    closeSegment();
  }
}

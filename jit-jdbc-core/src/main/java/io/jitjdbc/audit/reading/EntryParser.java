package io.jitjdbc.audit.reading;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogRecord;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes entries of records, each once: a log that failed in between may hold what another has. */
final class EntryParser {
  private static final int HEAD = 2 * Long.BYTES + Integer.BYTES;

  private final Repeats repeats = new Repeats();

  /** Empty for what says nothing new. */
  Optional<SessionEntry> parse(LogRecord record) throws MalformedLogException {
    try {
      return switch (record.type()) {
        case EVENT -> event(record);
        case RESULT_OPENED -> opened(record);
        case RESULT_ENDED -> ended(record);
        case BOUND_VALUES, RESULT_READ -> read(record);
        case SESSION, HEARTBEAT -> Optional.empty();
      };
    } catch (ParseException e) {
      throw malformed(record);
    }
  }

  private Optional<SessionEntry> event(LogRecord record) throws ParseException {
    RecordedEvent event = RecordedEvent.parse(record.text(), time(record));
    boolean isNew = event.id().isEmpty() || repeats.isNew(event.id());
    return isNew ? Optional.of(new SessionEntry.Happened(event)) : Optional.empty();
  }

  private Optional<SessionEntry> opened(LogRecord record)
      throws ParseException, MalformedLogException {
    Map<String, Object> fields = JSONObjectUtils.parse(record.text());
    ResultId result = result(record, fields);
    if (!(fields.get("columns") instanceof List<?> list)) {
      throw malformed(record);
    }
    var columns = new ArrayList<ResultColumn>();
    for (Object each : list) {
      if (!(each instanceof Map<?, ?> column)) {
        throw malformed(record);
      }
      columns.add(column(column));
    }
    return repeats.isNew("opened " + result)
        ? Optional.of(new SessionEntry.Opened(time(record), result, columns))
        : Optional.empty();
  }

  private static ResultColumn column(Map<?, ?> fields) {
    int type = fields.get("jdbc") instanceof Number number ? number.intValue() : 0;
    return new ResultColumn(
        text(fields, "label"),
        text(fields, "type"),
        type,
        text(fields, "mask"),
        text(fields, "tags"));
  }

  private static String text(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  private Optional<SessionEntry> ended(LogRecord record)
      throws ParseException, MalformedLogException {
    Map<String, Object> fields = JSONObjectUtils.parse(record.text());
    ResultId result = result(record, fields);
    long rows = fields.get("rows") instanceof Number number ? number.longValue() : 0;
    return repeats.isNew("ended " + result)
        ? Optional.of(new SessionEntry.Ended(time(record), result, text(fields, "outcome"), rows))
        : Optional.empty();
  }

  private Optional<SessionEntry> read(LogRecord record) throws MalformedLogException {
    if (!record.isReadable()) {
      return Optional.of(new SessionEntry.Withheld(time(record)));
    }
    byte[] payload = record.payload();
    if (payload.length < HEAD) {
      throw malformed(record);
    }
    ByteBuffer head = ByteBuffer.wrap(payload);
    var result = new ResultId(record.session() + '-' + head.getLong(), head.getInt());
    long ordinal = head.getLong();
    byte[] cells = new byte[head.remaining()];
    head.get(cells);
    boolean isNew = repeats.isNew(record.type() + " " + result + ' ' + ordinal);
    return isNew
        ? Optional.of(
            new SessionEntry.Read(time(record), result, Cells.copyOf(cells, cells.length)))
        : Optional.empty();
  }

  private static ResultId result(LogRecord record, Map<String, Object> fields)
      throws MalformedLogException {
    if (fields.get("statement") instanceof Number statement
        && fields.get("result") instanceof Number result) {
      return new ResultId(record.session() + '-' + statement.longValue(), result.intValue());
    }
    throw malformed(record);
  }

  private static Instant time(LogRecord record) {
    return record.place().time();
  }

  private static MalformedLogException malformed(LogRecord record) {
    FrameType type = record.type();
    return new MalformedLogException(
        "frame "
            + record.place().sequence()
            + " in segment "
            + record.place().segment()
            + " is no "
            + type
            + ": run jit audit verify on this log");
  }
}

package io.jitjdbc.audit.cells;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.UUID;

/**
 * Writes what a caller does, in the format of {@code RECORDING.md}. A {@link #cell} or {@link
 * #piece} is followed by one value, an {@link #array} by as many as it has elements. Allocates
 * nothing for numbers and texts but the growth of its buffer. Not thread-safe.
 */
public final class CellWriter {
  static final int BEGIN = 0;
  static final int MOVED = 1;
  static final int MOVED_TO = 2;
  static final int PIECE = 3;

  private static final int NONE = -1;
  private static final int LONGEST_RUN = 1 << 20;

  private final ByteSink out = new ByteSink();
  private long row;

  /** The piece that the next one may be part of. */
  private int runLength = NONE;

  private CellType runType = CellType.BYTES;
  private long runHandle;
  private long runEnd;

  /** Begins before the first row. */
  public CellWriter() {}

  /** How many bytes there are since the last {@link #take}. */
  public int size() {
    return out.size();
  }

  /** How many rows the caller got to. */
  public long row() {
    return row;
  }

  /** All that was written since the last time; what follows can be read without it. */
  public Cells take() {
    Cells taken = out.toCells();
    reset();
    return taken;
  }

  /** Forgets what was written since. */
  public void reset() {
    out.reset();
    runLength = NONE;
  }

  /** Forgets what was written since there were so many bytes. */
  public void truncate(int size) {
    out.truncate(size);
    runLength = NONE;
  }

  /** Adds bytes that another writer wrote: one value. */
  public void append(byte[] value) {
    out.put(value, 0, value.length);
  }

  /** A copy of what was written since there were so many bytes. */
  public byte[] since(int size) {
    return out.copyFrom(size);
  }

  /** Goes on where a row had been read before, in a recording that begins anew. */
  private void begin() {
    runLength = NONE;
    if (out.size() == 0) {
      out.put(BEGIN);
      out.unsigned(row);
    }
  }

  /** The caller got to the next row. */
  public void moved() {
    begin();
    row++;
    out.put(MOVED);
  }

  /** The caller got to a row that is not the next. */
  public void movedTo(long position) {
    begin();
    row++;
    out.put(MOVED_TO);
    out.signed(position);
  }

  /** Begins a cell. */
  public void cell(int column, Accessor accessor) {
    begin();
    out.put(accessor.code());
    out.signed(column);
  }

  /** Begins a piece of something. */
  public void piece(long handle, long position) {
    begin();
    out.put(PIECE);
    out.unsigned(handle);
    out.unsigned(position);
  }

  /** A piece of bytes, joined to the last one if it goes on from there. */
  public void piece(long handle, long position, byte[] bytes, int start, int length) {
    int done = 0;
    do {
      int part = Math.min(length - done, LONGEST_RUN);
      int place = run(CellType.BYTES, handle, position + done, part);
      out.put(bytes, start + done, part);
      out.setLength(place);
      done += part;
    } while (done < length);
  }

  /** A piece of a text, joined to the last one if it goes on from there. */
  public void piece(long handle, long position, CharSequence text) {
    int done = 0;
    do {
      int part = Math.min(text.length() - done, LONGEST_RUN / 4);
      int place = run(CellType.TEXT, handle, position + done, part);
      out.characters(text.subSequence(done, done + part));
      out.setLength(place);
      done += part;
    } while (done < text.length());
  }

  /** Where the length of the run stands that may be longer by so much. */
  private int run(CellType type, long handle, long position, int more) {
    boolean joins =
        runLength != NONE && runType == type && runHandle == handle && runEnd == position;
    if (!joins || out.size() - runLength > LONGEST_RUN) {
      piece(handle, position);
      out.put(type.code());
      runLength = out.openLength();
      runType = type;
      runHandle = handle;
    }
    runEnd = position + more;
    return runLength;
  }

  /** No value, or the end of what is read in pieces. */
  public void bare(CellType nullOrEnd) {
    out.put(nullOrEnd.code());
  }

  /** A flag. */
  public void flag(boolean value) {
    out.put(CellType.BOOLEAN.code());
    out.put(value ? 1 : 0);
  }

  /** A whole number of one of the types byte to long, a handle, or how much was omitted. */
  public void whole(CellType type, long value) {
    out.put(type.code());
    out.signed(value);
  }

  /** All bits of it. */
  public void real(float value) {
    out.put(CellType.FLOAT.code());
    out.fixed(Float.floatToRawIntBits(value), Float.BYTES);
  }

  /** All bits of it. */
  public void real(double value) {
    out.put(CellType.DOUBLE.code());
    out.fixed(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  /** With its scale. */
  public void number(BigDecimal value) {
    out.put(CellType.DECIMAL.code());
    out.signed(value.scale());
    blob(value.unscaledValue().toByteArray());
  }

  /** Of any size. */
  public void number(BigInteger value) {
    out.put(CellType.BIG_INTEGER.code());
    blob(value.toByteArray());
  }

  /** With every character that a Java text can have. */
  public void text(CharSequence value) {
    out.put(CellType.TEXT.code());
    characters(value);
  }

  private void characters(CharSequence value) {
    out.unsigned(ByteSink.length(value));
    out.characters(value);
  }

  /** Bytes, a row id or a hash. */
  public void bytes(CellType type, byte[] value) {
    out.put(type.code());
    blob(value);
  }

  private void blob(byte[] value) {
    out.unsigned(value.length);
    out.put(value, 0, value.length);
  }

  /** What an object says of itself. */
  public void form(String className, String text) {
    out.put(CellType.FORM.code());
    characters(className);
    characters(text);
  }

  /** As many values follow. */
  public void array(int length) {
    out.put(CellType.ARRAY.code());
    out.unsigned(length);
  }

  /** A local date, or SQL's. */
  public void date(CellType type, LocalDate value) {
    out.put(type.code());
    day(value);
  }

  /** A local time, or SQL's. */
  public void time(CellType type, LocalTime value) {
    out.put(type.code());
    time(value);
  }

  /** A local date with a time, or SQL's. */
  public void dateTime(CellType type, LocalDateTime value) {
    out.put(type.code());
    dateTime(value);
  }

  private void dateTime(LocalDateTime value) {
    day(value.toLocalDate());
    time(value.toLocalTime());
  }

  private void day(LocalDate value) {
    out.signed(value.getYear());
    out.put(value.getMonthValue());
    out.put(value.getDayOfMonth());
  }

  private void time(LocalTime value) {
    out.put(value.getHour());
    out.put(value.getMinute());
    out.put(value.getSecond());
    out.unsigned(value.getNano());
  }

  /** With its offset. */
  public void time(OffsetTime value) {
    out.put(CellType.OFFSET_TIME.code());
    time(value.toLocalTime());
    out.signed(value.getOffset().getTotalSeconds());
  }

  /** With its offset. */
  public void dateTime(OffsetDateTime value) {
    out.put(CellType.OFFSET_DATE_TIME.code());
    dateTime(value.toLocalDateTime());
    out.signed(value.getOffset().getTotalSeconds());
  }

  /** With its offset and the name of its zone. */
  public void dateTime(ZonedDateTime value) {
    out.put(CellType.ZONED_DATE_TIME.code());
    dateTime(value.toLocalDateTime());
    out.signed(value.getOffset().getTotalSeconds());
    characters(value.getZone().getId());
  }

  /** A moment. */
  public void instant(Instant value) {
    out.put(CellType.INSTANT.code());
    out.signed(value.getEpochSecond());
    out.unsigned(value.getNano());
  }

  /** All 16 bytes. */
  public void uuid(UUID value) {
    out.put(CellType.UUID.code());
    out.fixed(value.getMostSignificantBits(), Long.BYTES);
    out.fixed(value.getLeastSignificantBits(), Long.BYTES);
  }
}

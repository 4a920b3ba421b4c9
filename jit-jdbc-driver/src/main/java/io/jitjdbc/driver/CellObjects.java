package io.jitjdbc.driver;

import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellWriter;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes values of the types that JDBC knows. */
final class CellObjects {
  /** Readers of recordings follow no more arrays in arrays than this. */
  private static final int DEEPEST = 32;

  private static final int NANOS_OF_MILLI = 1_000_000;

  private CellObjects() {}

  /** Writes the value, or what it says of itself. */
  static void write(CellWriter to, @Nullable Object value) throws SQLException {
    write(to, value, 0);
  }

  private static void write(CellWriter to, @Nullable Object value, int depth) throws SQLException {
    if (value == null) {
      to.bare(CellType.NULL);
    } else if (value instanceof String text) {
      to.text(text);
    } else if (value instanceof byte[] bytes) {
      to.bytes(CellType.BYTES, bytes);
    } else if (value.getClass().isArray()) {
      array(to, value, depth + 1);
    } else if (!number(to, value) && !sqlTime(to, value) && !javaTime(to, value)) {
      other(to, value);
    }
  }

  private static boolean number(CellWriter to, Object value) {
    if (value instanceof Integer number) {
      to.whole(CellType.INT, number);
    } else if (value instanceof Long number) {
      to.whole(CellType.LONG, number);
    } else if (value instanceof Double number) {
      to.real(number.doubleValue());
    } else if (value instanceof BigDecimal number && number.getClass() == BigDecimal.class) {
      to.number(number);
    } else if (value instanceof Boolean flag) {
      to.flag(flag);
    } else if (value instanceof Short number) {
      to.whole(CellType.SHORT, number);
    } else if (value instanceof Byte number) {
      to.whole(CellType.BYTE, number);
    } else if (value instanceof Float number) {
      to.real(number.floatValue());
    } else if (value instanceof BigInteger number && number.getClass() == BigInteger.class) {
      to.number(number);
    } else {
      return false;
    }
    return true;
  }

  /** By the fields that the caller sees, and not by a moment that depends on a zone. */
  @SuppressWarnings("JavaUtilDate")
  private static boolean sqlTime(CellWriter to, Object value) {
    if (value instanceof Timestamp time) {
      to.dateTime(CellType.SQL_TIMESTAMP, time.toLocalDateTime());
    } else if (value instanceof Date date) {
      to.date(CellType.SQL_DATE, date.toLocalDate());
    } else if (value instanceof Time time) {
      int nanos = (int) Math.floorMod(time.getTime(), 1000L) * NANOS_OF_MILLI;
      to.time(CellType.SQL_TIME, time.toLocalTime().withNano(nanos));
    } else {
      return false;
    }
    return true;
  }

  private static boolean javaTime(CellWriter to, Object value) {
    if (value instanceof LocalDate date) {
      to.date(CellType.LOCAL_DATE, date);
    } else if (value instanceof LocalTime time) {
      to.time(CellType.LOCAL_TIME, time);
    } else if (value instanceof LocalDateTime time) {
      to.dateTime(CellType.LOCAL_DATE_TIME, time);
    } else if (value instanceof OffsetDateTime time) {
      to.dateTime(time);
    } else if (value instanceof OffsetTime time) {
      to.time(time);
    } else if (value instanceof ZonedDateTime time) {
      to.dateTime(time);
    } else if (value instanceof Instant time) {
      to.instant(time);
    } else {
      return false;
    }
    return true;
  }

  private static void array(CellWriter to, Object array, int depth) throws SQLException {
    if (depth > DEEPEST) {
      throw unrecorded("arrays are nested too deep");
    }
    int length = java.lang.reflect.Array.getLength(array);
    to.array(length);
    for (int i = 0; i < length; i++) {
      write(to, java.lang.reflect.Array.get(array, i), depth);
    }
  }

  private static void other(CellWriter to, Object value) throws SQLException {
    if (value instanceof UUID id) {
      to.uuid(id);
    } else if (value instanceof RowId id && id.getBytes() != null) {
      to.bytes(CellType.ROW_ID, id.getBytes());
    } else if (value instanceof Struct struct) {
      form(to, value, Arrays.deepToString(struct.getAttributes()));
    } else if (isReadLater(value)) {
      throw unrecorded("large objects and arrays within another value are not recorded");
    } else {
      form(to, value, value.toString());
    }
  }

  /** Whether it is not a value but a way to one. */
  private static boolean isReadLater(Object value) {
    return value instanceof Blob
        || value instanceof Clob
        || value instanceof InputStream
        || value instanceof Reader
        || value instanceof SQLXML
        || value instanceof java.sql.Array;
  }

  /** Writes that there was such an object, and a text of it. */
  static void form(CellWriter to, Object value, @Nullable String text) {
    to.form(value.getClass().getName(), text == null ? "" : text);
  }

  static SQLException unrecorded(String why) {
    return Refusals.denied(
        "the value is not handed out, because the policy has everything recorded that is read, and "
            + why
            + "; select the parts that you need");
  }
}

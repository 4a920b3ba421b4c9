package io.jitjdbc.driver;

import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a recording must say of a value that a caller got, told by the caller's own eyes. */
final class ToldValue {
  private static final Map<Class<?>, CellType> AS_THEY_ARE =
      Map.ofEntries(
          Map.entry(Boolean.class, CellType.BOOLEAN),
          Map.entry(Byte.class, CellType.BYTE),
          Map.entry(Short.class, CellType.SHORT),
          Map.entry(Integer.class, CellType.INT),
          Map.entry(Long.class, CellType.LONG),
          Map.entry(Float.class, CellType.FLOAT),
          Map.entry(Double.class, CellType.DOUBLE),
          Map.entry(BigDecimal.class, CellType.DECIMAL),
          Map.entry(BigInteger.class, CellType.BIG_INTEGER),
          Map.entry(String.class, CellType.TEXT),
          Map.entry(LocalDate.class, CellType.LOCAL_DATE),
          Map.entry(LocalTime.class, CellType.LOCAL_TIME),
          Map.entry(LocalDateTime.class, CellType.LOCAL_DATE_TIME),
          Map.entry(OffsetTime.class, CellType.OFFSET_TIME),
          Map.entry(OffsetDateTime.class, CellType.OFFSET_DATE_TIME),
          Map.entry(ZonedDateTime.class, CellType.ZONED_DATE_TIME),
          Map.entry(java.time.Instant.class, CellType.INSTANT),
          Map.entry(UUID.class, CellType.UUID));

  private ToldValue() {}

  static CellValue of(Object value) {
    if (value == null) {
      return CellValue.NULL;
    }
    CellType same = AS_THEY_ARE.get(value.getClass());
    if (same != null) {
      return new CellValue(same, value);
    }
    if (value instanceof byte[] bytes) {
      return new CellValue(CellType.BYTES, ByteBuffer.wrap(bytes));
    }
    if (value.getClass().isArray()) {
      return array(value);
    }
    return value instanceof java.util.Date date && !value.getClass().equals(java.util.Date.class)
        ? time(date)
        : new CellValue(
            CellType.FORM, new CellValue.Form(value.getClass().getName(), value.toString()));
  }

  private static CellValue array(Object array) {
    List<CellValue> elements = new ArrayList<>();
    for (int i = 0; i < java.lang.reflect.Array.getLength(array); i++) {
      elements.add(of(java.lang.reflect.Array.get(array, i)));
    }
    return new CellValue(CellType.ARRAY, elements);
  }

  @SuppressWarnings("JavaUtilDate") // what JDBC hands out
  private static CellValue time(java.util.Date value) {
    if (value instanceof Date) {
      return new CellValue(CellType.SQL_DATE, LocalDate.parse(value.toString()));
    }
    if (value instanceof Time) {
      long millis = Math.floorMod(value.getTime(), 1000L);
      return new CellValue(
          CellType.SQL_TIME, LocalTime.parse(value.toString()).plusNanos(millis * 1_000_000));
    }
    Timestamp timestamp = (Timestamp) value;
    return new CellValue(
        CellType.SQL_TIMESTAMP, LocalDateTime.parse(timestamp.toString().replace(' ', 'T')));
  }
}

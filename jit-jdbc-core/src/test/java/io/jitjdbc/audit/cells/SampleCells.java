package io.jitjdbc.audit.cells;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Writes random cells, and says what it has written. */
final class SampleCells {
  private static final String[] TEXTS = {
    "", "a", "ümlaut", "€", "\uD83D\uDE00", "\uD83D", "x\uDE00\uD83Dy", "\uDE00\uD83D", "\0\uFFFF"
  };
  private static final int DEEPEST = 4;

  private final Random random;
  private final CellWriter to;

  SampleCells(Random random, CellWriter to) {
    this.random = random;
    this.to = to;
  }

  CellValue write() {
    return write(0);
  }

  private CellValue write(int depth) {
    CellType[] types = CellType.values();
    CellType type = types[random.nextInt(types.length)];
    return switch (type) {
      case NULL, END -> bare(type);
      case BOOLEAN -> flag();
      case BYTE, SHORT, INT, LONG, HANDLE, OMITTED -> whole(type);
      case FLOAT, DOUBLE, DECIMAL, BIG_INTEGER -> number(type);
      case TEXT -> text();
      case BYTES, ROW_ID, HASHED -> bytes(type);
      case UUID -> uuid();
      case FORM -> form();
      case ARRAY -> depth < DEEPEST ? array(depth + 1) : text();
      case SQL_DATE, LOCAL_DATE, SQL_TIME, LOCAL_TIME, SQL_TIMESTAMP, LOCAL_DATE_TIME ->
          local(type);
      default -> zoned(type);
    };
  }

  private CellValue bare(CellType type) {
    to.bare(type);
    return type == CellType.NULL ? CellValue.NULL : CellValue.END;
  }

  private CellValue flag() {
    boolean value = random.nextBoolean();
    to.flag(value);
    return new CellValue(CellType.BOOLEAN, value);
  }

  private CellValue whole(CellType type) {
    long any = random.nextLong() >> random.nextInt(64);
    long value =
        switch (type) {
          case BYTE -> Byte.valueOf((byte) any).longValue();
          case SHORT -> Short.valueOf((short) any).longValue();
          case INT -> Integer.valueOf((int) any).longValue();
          default -> any;
        };
    to.whole(type, value);
    Object content =
        switch (type) {
          case BYTE -> (byte) value;
          case SHORT -> (short) value;
          case INT -> (int) value;
          default -> value;
        };
    return new CellValue(type, content);
  }

  private CellValue number(CellType type) {
    BigInteger large = new BigInteger(random.nextInt(200), random).negate();
    Object value =
        switch (type) {
          case FLOAT -> Float.intBitsToFloat(random.nextInt());
          case DOUBLE -> Double.longBitsToDouble(random.nextLong());
          case DECIMAL -> new BigDecimal(large, random.nextInt());
          default -> large;
        };
    switch (type) {
      case FLOAT -> to.real((float) value);
      case DOUBLE -> to.real((double) value);
      case DECIMAL -> to.number((BigDecimal) value);
      default -> to.number((BigInteger) value);
    }
    return new CellValue(type, value);
  }

  String anyText() {
    var text = new StringBuilder();
    for (int left = random.nextInt(6); left > 0; left--) {
      text.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return text.toString();
  }

  private CellValue text() {
    String value = anyText();
    to.text(value);
    return new CellValue(CellType.TEXT, value);
  }

  private CellValue form() {
    String value = anyText();
    to.form("org.example.Form", value);
    return new CellValue(CellType.FORM, new CellValue.Form("org.example.Form", value));
  }

  private CellValue bytes(CellType type) {
    byte[] value = new byte[random.nextInt(300)];
    random.nextBytes(value);
    to.bytes(type, value);
    return new CellValue(type, ByteBuffer.wrap(value));
  }

  private CellValue uuid() {
    UUID value = new UUID(random.nextLong(), random.nextLong());
    to.uuid(value);
    return new CellValue(CellType.UUID, value);
  }

  private CellValue array(int depth) {
    int length = random.nextInt(5);
    to.array(length);
    List<CellValue> elements = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      elements.add(write(depth));
    }
    return new CellValue(CellType.ARRAY, elements);
  }

  private LocalDateTime moment() {
    long day = random.nextInt(20_000_000) - 10_000_000L;
    return LocalDateTime.of(
        LocalDate.ofEpochDay(day), LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)));
  }

  private CellValue local(CellType type) {
    LocalDateTime moment = moment();
    return switch (type) {
      case SQL_DATE, LOCAL_DATE -> {
        to.date(type, moment.toLocalDate());
        yield new CellValue(type, moment.toLocalDate());
      }
      case SQL_TIME, LOCAL_TIME -> {
        to.time(type, moment.toLocalTime());
        yield new CellValue(type, moment.toLocalTime());
      }
      default -> {
        to.dateTime(type, moment);
        yield new CellValue(type, moment);
      }
    };
  }

  private CellValue zoned(CellType type) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(36 * 3600) - 18 * 3600);
    LocalDateTime moment = moment();
    return switch (type) {
      case OFFSET_TIME -> {
        OffsetTime value = OffsetTime.of(moment.toLocalTime(), offset);
        to.time(value);
        yield new CellValue(type, value);
      }
      case OFFSET_DATE_TIME -> {
        OffsetDateTime value = OffsetDateTime.of(moment, offset);
        to.dateTime(value);
        yield new CellValue(type, value);
      }
      case ZONED_DATE_TIME -> {
        ZonedDateTime value = ZonedDateTime.of(moment, ZoneId.of("Europe/Berlin"));
        to.dateTime(value);
        yield new CellValue(type, value);
      }
      default -> {
        Instant value = moment.toInstant(offset);
        to.instant(value);
        yield new CellValue(CellType.INSTANT, value);
      }
    };
  }
}

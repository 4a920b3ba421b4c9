package io.jitjdbc.audit.cells;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
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
import java.util.UUID;

/** Reads one value. */
final class ValueReader {
  private static final int DEEPEST = 32;

  private final ByteSource in;

  ValueReader(ByteSource in) {
    this.in = in;
  }

  CellValue read() throws CellFormatException {
    return read(0);
  }

  private CellValue read(int depth) throws CellFormatException {
    CellType type = CellType.of(in.one()).orElseThrow(() -> in.wrong("an unknown type"));
    try {
      return switch (type) {
        case NULL -> CellValue.NULL;
        case END -> CellValue.END;
        case ARRAY -> array(depth + 1);
        default -> new CellValue(type, content(type));
      };
    } catch (DateTimeException e) {
      // It quotes fields of the value.
      throw in.wrong("no such date or time");
    } catch (NumberFormatException e) {
      throw in.wrong("a number without digits");
    }
  }

  private CellValue array(int depth) throws CellFormatException {
    if (depth > DEEPEST) {
      throw in.wrong("arrays are nested too deep");
    }
    int length = in.length();
    var elements = new ArrayList<CellValue>();
    for (int i = 0; i < length; i++) {
      elements.add(read(depth));
    }
    return new CellValue(CellType.ARRAY, List.copyOf(elements));
  }

  private Object content(CellType type) throws CellFormatException {
    return switch (type) {
      case BOOLEAN -> flag();
      case BYTE -> (byte) in.signed(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) in.signed(Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> (int) in.signed(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG, HANDLE, OMITTED -> in.signed();
      case FLOAT -> Float.intBitsToFloat((int) in.fixed(Float.BYTES));
      case DOUBLE -> Double.longBitsToDouble(in.fixed(Double.BYTES));
      case DECIMAL -> decimal();
      case BIG_INTEGER -> new BigInteger(in.blob());
      case TEXT -> in.characters();
      case BYTES, ROW_ID, HASHED -> in.view();
      case UUID -> new UUID(in.fixed(Long.BYTES), in.fixed(Long.BYTES));
      case FORM -> new CellValue.Form(in.characters(), in.characters());
      default -> moment(type);
    };
  }

  private Object moment(CellType type) throws CellFormatException {
    return switch (type) {
      case SQL_DATE, LOCAL_DATE -> day();
      case SQL_TIME, LOCAL_TIME -> time();
      case SQL_TIMESTAMP, LOCAL_DATE_TIME -> dateTime();
      case OFFSET_TIME -> OffsetTime.of(time(), offset());
      case OFFSET_DATE_TIME -> OffsetDateTime.of(dateTime(), offset());
      case ZONED_DATE_TIME ->
          ZonedDateTime.ofInstant(dateTime(), offset(), ZoneId.of(in.characters()));
      case INSTANT -> Instant.ofEpochSecond(in.signed(), nano());
      default -> throw in.wrong("a type that has no content");
    };
  }

  private boolean flag() throws CellFormatException {
    int flag = in.one();
    if (flag > 1) {
      throw in.wrong("a flag is neither set nor not");
    }
    return flag == 1;
  }

  private BigDecimal decimal() throws CellFormatException {
    int scale = (int) in.signed(Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new BigDecimal(new BigInteger(in.blob()), scale);
  }

  private LocalDate day() throws CellFormatException {
    return LocalDate.of((int) in.signed(Integer.MIN_VALUE, Integer.MAX_VALUE), in.one(), in.one());
  }

  private LocalTime time() throws CellFormatException {
    return LocalTime.of(in.one(), in.one(), in.one(), nano());
  }

  private int nano() throws CellFormatException {
    long nano = in.unsigned();
    if (nano < 0 || nano > 999_999_999) {
      throw in.wrong("a number is out of its range");
    }
    return (int) nano;
  }

  private LocalDateTime dateTime() throws CellFormatException {
    return LocalDateTime.of(day(), time());
  }

  private ZoneOffset offset() throws CellFormatException {
    return ZoneOffset.ofTotalSeconds((int) in.signed(Integer.MIN_VALUE, Integer.MAX_VALUE));
  }
}

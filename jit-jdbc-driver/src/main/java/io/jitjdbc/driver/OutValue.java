package io.jitjdbc.driver;

import io.jitjdbc.masking.ColumnMask;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The value of a masked OUT parameter. */
final class OutValue {
  private OutValue() {}

  /** Reads the value as the driver has it. */
  @FunctionalInterface
  interface Source {
    @Nullable Object read() throws SQLException;
  }

  /** What the mask shows; null of what cannot be read or masked. */
  static ShownValue shown(Source source, ColumnMask mask) {
    try {
      Object value = source.read();
      Object natural = value == null ? null : natural(value);
      return new ShownValue(
          natural == null ? null : mask.mask(natural),
          value == null ? Object.class.getName() : value.getClass().getName());
    } catch (SQLException | NumberFormatException e) {
      // Its message may quote the value, and so may its cause.
      return new ShownValue(null, Object.class.getName());
    }
  }

  /** The value in a type that masks work on, if it has one. */
  private static @Nullable Object natural(Object value) {
    if (value instanceof Number) {
      return new BigDecimal(value.toString());
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    if (value instanceof Time time) {
      return time.toLocalTime();
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime();
    }
    return value instanceof UUID ? value.toString() : isNatural(value) ? value : null;
  }

  private static boolean isNatural(Object value) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof byte[]
        || value instanceof LocalDate
        || value instanceof LocalTime
        || value instanceof LocalDateTime
        || value instanceof OffsetDateTime;
  }
}

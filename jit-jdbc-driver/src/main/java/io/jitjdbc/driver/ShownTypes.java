package io.jitjdbc.driver;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Java types that a shown value can be had in. */
final class ShownTypes {
  private static final Map<Class<?>, Conversion> CONVERSIONS =
      Map.ofEntries(
          Map.entry(Object.class, ShownValue::object),
          Map.entry(String.class, ShownValue::text),
          Map.entry(Boolean.class, ShownValue::flag),
          Map.entry(Byte.class, ShownValue::byteValue),
          Map.entry(Short.class, ShownValue::shortValue),
          Map.entry(Integer.class, ShownValue::intValue),
          Map.entry(Long.class, ShownValue::longValue),
          Map.entry(Float.class, ShownValue::floatValue),
          Map.entry(Double.class, ShownValue::doubleValue),
          Map.entry(BigDecimal.class, ShownValue::decimal),
          Map.entry(BigInteger.class, ShownTypes::bigInteger),
          Map.entry(byte[].class, ShownValue::bytes),
          Map.entry(Date.class, ShownValue::date),
          Map.entry(Time.class, ShownValue::time),
          Map.entry(Timestamp.class, ShownValue::timestamp),
          Map.entry(LocalDate.class, ShownTypes::localDate),
          Map.entry(LocalTime.class, ShownTypes::localTime),
          Map.entry(LocalDateTime.class, ShownTypes::localDateTime),
          Map.entry(OffsetDateTime.class, ShownTypes::offsetDateTime));

  private ShownTypes() {}

  private interface Conversion {
    @Nullable Object of(ShownValue shown) throws SQLException;
  }

  static @Nullable Object byType(Class<?> type, ShownValue shown) throws SQLException {
    Conversion conversion = CONVERSIONS.get(type);
    if (conversion == null) {
      throw shown.impossible(type.getName());
    }
    return conversion.of(shown);
  }

  /** Whether a mask's value can be had in the type of that name. */
  static boolean isMade(String className) {
    return CONVERSIONS.keySet().stream()
        .anyMatch(type -> type != Object.class && type.getName().equals(className));
  }

  /** The type of that name, or the masked value's own where no mask can make up the type. */
  static @Nullable Object byName(String className, ShownValue shown) throws SQLException {
    for (Map.Entry<Class<?>, Conversion> entry : CONVERSIONS.entrySet()) {
      if (entry.getKey() != Object.class && entry.getKey().getName().equals(className)) {
        return entry.getValue().of(shown);
      }
    }
    return shown.value() instanceof byte[] ? shown.value() : shown.text();
  }

  private static @Nullable Object bigInteger(ShownValue shown) throws SQLException {
    BigDecimal number = shown.decimal();
    return number == null ? null : number.toBigInteger();
  }

  private static @Nullable Object localDate(ShownValue shown) throws SQLException {
    Date date = shown.date();
    return date == null ? null : date.toLocalDate();
  }

  private static @Nullable Object localTime(ShownValue shown) throws SQLException {
    Time time = shown.time();
    return time == null ? null : time.toLocalTime();
  }

  private static @Nullable Object localDateTime(ShownValue shown) throws SQLException {
    Timestamp timestamp = shown.timestamp();
    return timestamp == null ? null : timestamp.toLocalDateTime();
  }

  private static @Nullable Object offsetDateTime(ShownValue shown) throws SQLException {
    if (shown.value() instanceof OffsetDateTime time) {
      return time;
    }
    throw shown.impossible("a timestamp with an offset");
  }
}

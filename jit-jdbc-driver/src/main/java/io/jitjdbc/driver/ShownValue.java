package io.jitjdbc.driver;

import io.jitjdbc.access.SqlState;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import org.jspecify.annotations.Nullable;

/**
 * What a mask shows of one cell, as whichever type the caller asked for. A type that it cannot have
 * is an error that says so and quotes nothing.
 *
 * @param value of one of the types that masks return, or null
 * @param className the type that {@code getObject} has for this column
 */
record ShownValue(@Nullable Object value, String className) {

  boolean isNull() {
    return value == null;
  }

  @Nullable String text() {
    if (value == null) {
      return null;
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof LocalDateTime time
        ? Timestamp.valueOf(time).toString()
        : value.toString();
  }

  @Nullable BigDecimal decimal() throws SQLException {
    if (value == null || value instanceof BigDecimal) {
      return (BigDecimal) value;
    }
    if (value instanceof Boolean flag) {
      return flag ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    try {
      return new BigDecimal(value.toString().trim());
    } catch (NumberFormatException e) {
      throw impossible("a number");
    }
  }

  private BigDecimal decimalOrZero() throws SQLException {
    BigDecimal number = decimal();
    return number == null ? BigDecimal.ZERO : number;
  }

  boolean flag() throws SQLException {
    return value instanceof Boolean flag ? flag : decimalOrZero().signum() != 0;
  }

  byte byteValue() throws SQLException {
    return decimalOrZero().byteValue();
  }

  short shortValue() throws SQLException {
    return decimalOrZero().shortValue();
  }

  int intValue() throws SQLException {
    return decimalOrZero().intValue();
  }

  long longValue() throws SQLException {
    return decimalOrZero().longValue();
  }

  float floatValue() throws SQLException {
    return decimalOrZero().floatValue();
  }

  double doubleValue() throws SQLException {
    return decimalOrZero().doubleValue();
  }

  byte @Nullable [] bytes() {
    if (value == null || value instanceof byte[]) {
      return (byte[]) value;
    }
    String text = text();
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Nullable Date date() throws SQLException {
    if (value == null) {
      return null;
    }
    if (value instanceof LocalDate date) {
      return Date.valueOf(date);
    }
    return Date.valueOf(dateTime("a date").toLocalDate());
  }

  @Nullable Time time() throws SQLException {
    if (value == null) {
      return null;
    }
    if (value instanceof LocalTime time) {
      return Time.valueOf(time);
    }
    return Time.valueOf(dateTime("a time").toLocalTime());
  }

  @Nullable Timestamp timestamp() throws SQLException {
    if (value == null) {
      return null;
    }
    if (value instanceof LocalDate date) {
      return Timestamp.valueOf(date.atStartOfDay());
    }
    return Timestamp.valueOf(dateTime("a timestamp"));
  }

  private LocalDateTime dateTime(String wanted) throws SQLException {
    if (value instanceof LocalDateTime time) {
      return time;
    }
    if (value instanceof OffsetDateTime time) {
      return time.toLocalDateTime();
    }
    throw impossible(wanted);
  }

  @Nullable InputStream asciiStream() {
    String text = text();
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Nullable InputStream utf8Stream() {
    return binaryStream();
  }

  @Nullable InputStream binaryStream() {
    byte[] bytes = bytes();
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Nullable Reader reader() {
    String text = text();
    return text == null ? null : new StringReader(text);
  }

  @Nullable Clob clob() throws SQLException {
    String text = text();
    return text == null ? null : new SerialClob(text.toCharArray());
  }

  @Nullable Blob blob() throws SQLException {
    byte[] bytes = bytes();
    return bytes == null ? null : new SerialBlob(bytes);
  }

  /** For types that no mask can make up. */
  <T> @Nullable T unavailable(Class<T> type) throws SQLException {
    if (value == null) {
      return null;
    }
    throw impossible(type.getSimpleName());
  }

  /** The type that the column's unmasked value would have, where a masked one can have it. */
  @Nullable Object object() throws SQLException {
    return value == null ? null : ShownTypes.byName(className, this);
  }

  <T> @Nullable T as(Class<T> type) throws SQLException {
    if (value == null) {
      return null;
    }
    return type.cast(ShownTypes.byType(type, this));
  }

  SQLException impossible(String wanted) {
    return new SQLException(
        "the column is masked for you, and what the mask shows cannot be read as " + wanted,
        SqlState.DENIED.code());
  }
}

package io.jitjdbc.driver;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Values of identity columns as texts: equal ones are spelled in one way, whatever the types of
 * their columns.
 */
final class IdentityText {
  private IdentityText() {}

  /** The value in the present row; null for NULL. */
  static @Nullable String of(ResultSet raw, int index) throws SQLException {
    return switch (raw.getMetaData().getColumnType(index)) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE ->
          number(raw, index);
      case Types.CHAR, Types.NCHAR -> padded(raw.getString(index));
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          binary(raw.getBytes(index));
      // A flag may be a number from 0 to 255 in MySQL's family, so it is not read as a flag.
      default -> raw.getString(index);
    };
  }

  /** 7, 7.0 and 7E0 are one number; what is none, such as NaN, is its text. */
  private static @Nullable String number(ResultSet raw, int index) throws SQLException {
    String text = raw.getString(index);
    try {
      return text == null ? null : new BigDecimal(text).stripTrailingZeros().toString();
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /** Databases fill a CHAR up with blanks, and compare it without them. */
  private static @Nullable String padded(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  private static @Nullable String binary(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }
}

package io.jitjdbc.driver;

import java.io.IOException;
import java.io.Reader;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a row holds: texts by their UTF-8 form, large ones included, binary values by
 * their length, and eight for each number, flag and time, or as much as a decimal has digits; what
 * has another type by its text. NULL holds nothing.
 */
final class ColumnSizes {
  private static final int SIMPLE = 8;
  private static final int CHUNK = 8192;

  private final Size[] columns;

  /** How much a cell holds. */
  @FunctionalInterface
  private interface Size {
    long of(ResultSet raw, int index) throws SQLException;
  }

  private ColumnSizes(Size[] columns) {
    this.columns = columns;
  }

  static ColumnSizes of(ResultSetMetaData metaData) throws SQLException {
    var columns = new Size[metaData.getColumnCount()];
    for (int index = 1; index <= columns.length; index++) {
      columns[index - 1] = size(metaData.getColumnType(index));
    }
    return new ColumnSizes(columns);
  }

  /** The present row. */
  long of(ResultSet raw) throws SQLException {
    long sum = 0;
    for (int index = 1; index <= columns.length; index++) {
      sum += columns[index - 1].of(raw, index);
    }
    return sum;
  }

  private static Size size(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.BOOLEAN,
          Types.DATE,
          Types.TIME,
          Types.TIME_WITH_TIMEZONE,
          Types.TIMESTAMP,
          Types.TIMESTAMP_WITH_TIMEZONE ->
          ColumnSizes::simple;
      case Types.NUMERIC, Types.DECIMAL, Types.BIT -> ColumnSizes::digits;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> ColumnSizes::binary;
      case Types.BLOB -> ColumnSizes::blob;
      case Types.CLOB, Types.NCLOB -> ColumnSizes::clob;
      default -> (raw, index) -> utf8(raw.getString(index));
    };
  }

  private static long simple(ResultSet raw, int index) throws SQLException {
    return raw.getString(index) == null ? 0 : SIMPLE;
  }

  /** A decimal or a string of bits can be as long as a text. */
  private static long digits(ResultSet raw, int index) throws SQLException {
    String text = raw.getString(index);
    return text == null ? 0 : Math.max(SIMPLE, text.length());
  }

  private static long binary(ResultSet raw, int index) throws SQLException {
    byte[] bytes = raw.getBytes(index);
    return bytes == null ? 0 : bytes.length;
  }

  private static long blob(ResultSet raw, int index) throws SQLException {
    Blob blob = raw.getBlob(index);
    return blob == null ? 0 : blob.length();
  }

  /** Its length would be in characters, so it is read; never the whole of it at once. */
  private static long clob(ResultSet raw, int index) throws SQLException {
    try (Reader reader = raw.getCharacterStream(index)) {
      if (reader == null) {
        return 0;
      }
      var chunk = new char[CHUNK];
      long sum = 0;
      for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
        for (int at = 0; at < count; at++) {
          sum += utf8(chunk[at]);
        }
      }
      return sum;
    } catch (IOException e) {
      throw new SQLException("a large text cannot be read", "58030");
    }
  }

  private static long utf8(@Nullable String text) {
    long sum = 0;
    for (int at = 0; text != null && at < text.length(); at++) {
      sum += utf8(text.charAt(at));
    }
    return sum;
  }

  /** Each half of a pair is two of its four bytes. */
  private static int utf8(char unit) {
    if (unit < 0x80) {
      return 1;
    }
    return unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
  }
}

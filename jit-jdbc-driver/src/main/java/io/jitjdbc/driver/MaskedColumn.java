package io.jitjdbc.driver;

import io.jitjdbc.masking.ColumnMask;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One masked column of a result set. A cell is read once, in its natural type, and whatever the
 * caller asked for is made of what the mask shows.
 *
 * @param natural how the raw value is read
 * @param className the type that {@code getObject} has for this column
 */
record MaskedColumn(ColumnMask mask, Natural natural, String className) implements ShownColumn {

  /** Reads a raw cell in the type that masks work on. */
  @FunctionalInterface
  interface Natural {
    @Nullable Object read(ResultSet raw, int index) throws SQLException;
  }

  static MaskedColumn of(ColumnMask mask, ResultSetMetaData metaData, int index)
      throws SQLException {
    return new MaskedColumn(
        mask, natural(metaData.getColumnType(index)), metaData.getColumnClassName(index));
  }

  /** A column that shows the same in every row: the cell is not even read. */
  static MaskedColumn withheld(ColumnMask mask, ResultSetMetaData metaData, int index)
      throws SQLException {
    boolean isText = isText(metaData.getColumnType(index));
    return new MaskedColumn(
        mask, (raw, column) -> isText ? "" : null, metaData.getColumnClassName(index));
  }

  /** What the mask shows; a cell that cannot be read or masked shows null. */
  @Override
  public ShownValue show(ResultSet raw, int index) {
    return new ShownValue(masked(raw, index), className);
  }

  @Override
  public @Nullable String showText(ResultSet raw, int index) {
    Object shown = masked(raw, index);
    return shown instanceof String text ? text : new ShownValue(shown, className).text();
  }

  private @Nullable Object masked(ResultSet raw, int index) {
    try {
      Object value = natural.read(raw, index);
      return value == null ? null : mask.mask(value);
    } catch (SQLException e) {
      // Its message may quote the value, and so may its cause.
      return null;
    }
  }

  private static boolean isText(int type) {
    return switch (type) {
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          true;
      default -> false;
    };
  }

  private static Natural natural(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE ->
          MaskedColumn::number;
      case Types.BOOLEAN, Types.BIT -> MaskedColumn::flag;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ResultSet::getBytes;
      case Types.DATE -> MaskedColumn::date;
      case Types.TIME -> MaskedColumn::time;
      case Types.TIMESTAMP -> MaskedColumn::timestamp;
      case Types.TIMESTAMP_WITH_TIMEZONE -> MaskedColumn::offsetDateTime;
      // JSON, UUID, arrays and whatever else a vendor has: masked in their text form.
      default -> ResultSet::getString;
    };
  }

  private static @Nullable BigDecimal number(ResultSet raw, int index) throws SQLException {
    return raw.getBigDecimal(index);
  }

  private static @Nullable Boolean flag(ResultSet raw, int index) throws SQLException {
    boolean value = raw.getBoolean(index);
    return raw.wasNull() ? null : value;
  }

  private static @Nullable Object date(ResultSet raw, int index) throws SQLException {
    Date value = raw.getDate(index);
    return value == null ? null : value.toLocalDate();
  }

  private static @Nullable Object time(ResultSet raw, int index) throws SQLException {
    Time value = raw.getTime(index);
    return value == null ? null : value.toLocalTime();
  }

  private static @Nullable Object timestamp(ResultSet raw, int index) throws SQLException {
    Timestamp value = raw.getTimestamp(index);
    return value == null ? null : value.toLocalDateTime();
  }

  private static @Nullable Object offsetDateTime(ResultSet raw, int index) throws SQLException {
    return raw.getObject(index, OffsetDateTime.class);
  }
}

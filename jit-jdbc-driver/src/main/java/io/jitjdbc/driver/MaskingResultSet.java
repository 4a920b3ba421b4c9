package io.jitjdbc.driver;

import io.jitjdbc.driver.forward.IndexedResultSet;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Every accessor of every column, through its mask if it has one.
 *
 * <p>What a driver says when it cannot convert a clear cell quotes that cell alone, so it may pass.
 */
@NullUnmarked
abstract class MaskingResultSet extends IndexedResultSet {
  private static final ShownValue NULL = new ShownValue(null, "");
  private static final ShownValue NOT_NULL = new ShownValue("", "");

  private final ResultSet raw;
  private final @Nullable ShownColumn[] columns;
  private final ColumnsRead read;

  private volatile boolean withheld;

  /** What a column showed last that is not shown as it is; for {@link #wasNull}. */
  private @Nullable ShownValue shown;

  MaskingResultSet(ResultSet raw, @Nullable ShownColumn[] columns, ColumnsRead read) {
    this.raw = raw;
    this.columns = columns;
    this.read = read;
  }

  @Override
  protected final ResultSet delegate() {
    return raw;
  }

  /** Which columns were read so far, by JDBC index. */
  final BitSet columnsRead() {
    return read.toBitSet();
  }

  /** Nothing of the present row is shown until further notice. */
  final void withhold(boolean on) {
    withheld = on;
  }

  /** Notes the read; how the column is shown, or null when it is shown as it is. */
  private @Nullable ShownColumn at(int columnIndex) throws SQLException {
    if (withheld) {
      throw Refusals.denied("the row waits for an approval and cannot be read yet");
    }
    shown = null;
    read.add(columnIndex);
    return columns.length > columnIndex && columnIndex > 0 ? columns[columnIndex] : null;
  }

  /** What is shown in place of the cell; null when the cell is shown as it is. */
  private @Nullable ShownValue shown(int columnIndex) throws SQLException {
    ShownColumn column = at(columnIndex);
    return column == null ? null : keep(column.show(raw, columnIndex));
  }

  /** What is shown as a text; to tell later whether it was null, it need not be kept. */
  private @Nullable String text(ShownColumn column, int columnIndex) throws SQLException {
    String text = column.showText(raw, columnIndex);
    shown = text == null ? NULL : NOT_NULL;
    return text;
  }

  private @Nullable ShownValue keep(@Nullable ShownValue value) {
    shown = value;
    return value;
  }

  @Override
  public final boolean wasNull() throws SQLException {
    ShownValue last = shown;
    return last == null ? raw.wasNull() : last.isNull();
  }

  @Override
  public final String getString(int columnIndex) throws SQLException {
    ShownColumn column = at(columnIndex);
    return column == null ? raw.getString(columnIndex) : text(column, columnIndex);
  }

  @Override
  public final boolean getBoolean(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getBoolean(columnIndex) : value.flag();
  }

  @Override
  public final byte getByte(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getByte(columnIndex) : value.byteValue();
  }

  @Override
  public final short getShort(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getShort(columnIndex) : value.shortValue();
  }

  @Override
  public final int getInt(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getInt(columnIndex) : value.intValue();
  }

  @Override
  public final long getLong(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getLong(columnIndex) : value.longValue();
  }

  @Override
  public final float getFloat(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getFloat(columnIndex) : value.floatValue();
  }

  @Override
  public final double getDouble(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getDouble(columnIndex) : value.doubleValue();
  }

  @Override
  @SuppressWarnings("deprecation")
  public final BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getBigDecimal(columnIndex, scale) : value.decimal();
  }

  @Override
  public final byte[] getBytes(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getBytes(columnIndex) : value.bytes();
  }

  @Override
  public final Date getDate(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getDate(columnIndex) : value.date();
  }

  @Override
  public final Time getTime(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getTime(columnIndex) : value.time();
  }

  @Override
  public final Timestamp getTimestamp(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getTimestamp(columnIndex) : value.timestamp();
  }

  @Override
  public final InputStream getAsciiStream(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getAsciiStream(columnIndex) : value.asciiStream();
  }

  @Override
  @SuppressWarnings("deprecation")
  public final InputStream getUnicodeStream(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getUnicodeStream(columnIndex) : value.utf8Stream();
  }

  @Override
  public final InputStream getBinaryStream(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getBinaryStream(columnIndex) : value.binaryStream();
  }

  @Override
  public final Object getObject(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? Releases.released(raw.getObject(columnIndex)) : value.object();
  }

  @Override
  public final Reader getCharacterStream(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getCharacterStream(columnIndex) : value.reader();
  }

  @Override
  public final BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getBigDecimal(columnIndex) : value.decimal();
  }

  @Override
  public final Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? Releases.released(raw.getObject(columnIndex, map)) : value.object();
  }

  @Override
  public final Ref getRef(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getRef(columnIndex) : value.unavailable(Ref.class);
  }

  @Override
  public final Blob getBlob(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getBlob(columnIndex) : value.blob();
  }

  @Override
  public final Clob getClob(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getClob(columnIndex) : value.clob();
  }

  @Override
  public final Array getArray(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null
        ? (Array) Releases.released(raw.getArray(columnIndex))
        : value.unavailable(Array.class);
  }

  @Override
  public final Date getDate(int columnIndex, Calendar cal) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getDate(columnIndex, cal) : value.date();
  }

  @Override
  public final Time getTime(int columnIndex, Calendar cal) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getTime(columnIndex, cal) : value.time();
  }

  @Override
  public final Timestamp getTimestamp(int columnIndex, Calendar cal) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getTimestamp(columnIndex, cal) : value.timestamp();
  }

  @Override
  public final URL getURL(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getURL(columnIndex) : value.unavailable(URL.class);
  }

  @Override
  public final RowId getRowId(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getRowId(columnIndex) : value.unavailable(RowId.class);
  }

  @Override
  public final NClob getNClob(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getNClob(columnIndex) : value.unavailable(NClob.class);
  }

  @Override
  public final SQLXML getSQLXML(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getSQLXML(columnIndex) : value.unavailable(SQLXML.class);
  }

  @Override
  public final String getNString(int columnIndex) throws SQLException {
    ShownColumn column = at(columnIndex);
    return column == null ? raw.getNString(columnIndex) : text(column, columnIndex);
  }

  @Override
  public final Reader getNCharacterStream(int columnIndex) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null ? raw.getNCharacterStream(columnIndex) : value.reader();
  }

  @Override
  public final <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
    ShownValue value = shown(columnIndex);
    return value == null
        ? type.cast(Releases.released(raw.getObject(columnIndex, type)))
        : value.as(type);
  }
}

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

  private final ResultSet raw;
  private final @Nullable MaskedColumn[] masks;
  private final ColumnsRead read;

  private volatile boolean withheld;

  /** The value that a masked column showed last; for {@link #wasNull}. */
  private @Nullable ShownValue shown;

  MaskingResultSet(ResultSet raw, @Nullable MaskedColumn[] masks, ColumnsRead read) {
    this.raw = raw;
    this.masks = masks;
    this.read = read;
  }

  @Override
  protected final ResultSet delegate() {
    return raw;
  }

  /** Nothing of the present row is shown until further notice. */
  final void withhold(boolean on) {
    withheld = on;
  }

  /** Notes the read; the mask of the column, or null when it is shown in clear. */
  private @Nullable MaskedColumn at(int columnIndex) throws SQLException {
    if (withheld) {
      throw Refusals.denied("the row waits for an approval and cannot be read yet");
    }
    shown = null;
    read.add(columnIndex);
    return masks.length > columnIndex && columnIndex > 0 ? masks[columnIndex] : null;
  }

  private ShownValue show(MaskedColumn mask, int columnIndex) throws SQLException {
    ShownValue value = mask.show(raw, columnIndex);
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
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getString(columnIndex) : show(mask, columnIndex).text();
  }

  @Override
  public final boolean getBoolean(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getBoolean(columnIndex) : show(mask, columnIndex).flag();
  }

  @Override
  public final byte getByte(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getByte(columnIndex) : show(mask, columnIndex).byteValue();
  }

  @Override
  public final short getShort(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getShort(columnIndex) : show(mask, columnIndex).shortValue();
  }

  @Override
  public final int getInt(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getInt(columnIndex) : show(mask, columnIndex).intValue();
  }

  @Override
  public final long getLong(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getLong(columnIndex) : show(mask, columnIndex).longValue();
  }

  @Override
  public final float getFloat(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getFloat(columnIndex) : show(mask, columnIndex).floatValue();
  }

  @Override
  public final double getDouble(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getDouble(columnIndex) : show(mask, columnIndex).doubleValue();
  }

  @Override
  @SuppressWarnings("deprecation")
  public final BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getBigDecimal(columnIndex, scale) : show(mask, columnIndex).decimal();
  }

  @Override
  public final byte[] getBytes(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getBytes(columnIndex) : show(mask, columnIndex).bytes();
  }

  @Override
  public final Date getDate(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getDate(columnIndex) : show(mask, columnIndex).date();
  }

  @Override
  public final Time getTime(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getTime(columnIndex) : show(mask, columnIndex).time();
  }

  @Override
  public final Timestamp getTimestamp(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getTimestamp(columnIndex) : show(mask, columnIndex).timestamp();
  }

  @Override
  public final InputStream getAsciiStream(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getAsciiStream(columnIndex) : show(mask, columnIndex).asciiStream();
  }

  @Override
  @SuppressWarnings("deprecation")
  public final InputStream getUnicodeStream(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getUnicodeStream(columnIndex) : show(mask, columnIndex).utf8Stream();
  }

  @Override
  public final InputStream getBinaryStream(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getBinaryStream(columnIndex) : show(mask, columnIndex).binaryStream();
  }

  @Override
  public final Object getObject(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null
        ? Releases.released(raw.getObject(columnIndex))
        : show(mask, columnIndex).object();
  }

  @Override
  public final Reader getCharacterStream(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getCharacterStream(columnIndex) : show(mask, columnIndex).reader();
  }

  @Override
  public final BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getBigDecimal(columnIndex) : show(mask, columnIndex).decimal();
  }

  @Override
  public final Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null
        ? Releases.released(raw.getObject(columnIndex, map))
        : show(mask, columnIndex).object();
  }

  @Override
  public final Ref getRef(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getRef(columnIndex) : show(mask, columnIndex).unavailable(Ref.class);
  }

  @Override
  public final Blob getBlob(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getBlob(columnIndex) : show(mask, columnIndex).blob();
  }

  @Override
  public final Clob getClob(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getClob(columnIndex) : show(mask, columnIndex).clob();
  }

  @Override
  public final Array getArray(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null
        ? (Array) Releases.released(raw.getArray(columnIndex))
        : show(mask, columnIndex).unavailable(Array.class);
  }

  @Override
  public final Date getDate(int columnIndex, Calendar cal) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getDate(columnIndex, cal) : show(mask, columnIndex).date();
  }

  @Override
  public final Time getTime(int columnIndex, Calendar cal) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getTime(columnIndex, cal) : show(mask, columnIndex).time();
  }

  @Override
  public final Timestamp getTimestamp(int columnIndex, Calendar cal) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getTimestamp(columnIndex, cal) : show(mask, columnIndex).timestamp();
  }

  @Override
  public final URL getURL(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getURL(columnIndex) : show(mask, columnIndex).unavailable(URL.class);
  }

  @Override
  public final RowId getRowId(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null
        ? raw.getRowId(columnIndex)
        : show(mask, columnIndex).unavailable(RowId.class);
  }

  @Override
  public final NClob getNClob(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null
        ? raw.getNClob(columnIndex)
        : show(mask, columnIndex).unavailable(NClob.class);
  }

  @Override
  public final SQLXML getSQLXML(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null
        ? raw.getSQLXML(columnIndex)
        : show(mask, columnIndex).unavailable(SQLXML.class);
  }

  @Override
  public final String getNString(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getNString(columnIndex) : show(mask, columnIndex).text();
  }

  @Override
  public final Reader getNCharacterStream(int columnIndex) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null ? raw.getNCharacterStream(columnIndex) : show(mask, columnIndex).reader();
  }

  @Override
  public final <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
    MaskedColumn mask = at(columnIndex);
    return mask == null
        ? type.cast(Releases.released(raw.getObject(columnIndex, type)))
        : show(mask, columnIndex).as(type);
  }
}

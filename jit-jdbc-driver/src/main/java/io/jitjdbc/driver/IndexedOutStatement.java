package io.jitjdbc.driver;

import io.jitjdbc.audit.cells.Accessor;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** OUT parameters, read by index as far as they are shown. */
@NullUnmarked
abstract class IndexedOutStatement extends OutRegistrations {

  /**
   * What a mask shows of a parameter; null if it is shown in clear.
   *
   * @throws SQLException if it is not shown
   */
  abstract @Nullable ShownValue shown(int parameterIndex) throws SQLException;

  /** The value as it is handed out, after it was recorded if it has to be. */
  abstract <T> T told(int parameterIndex, Accessor accessor, T value) throws SQLException;

  IndexedOutStatement(EnforcingConnection connection, CallableStatement raw, String sql) {
    super(connection, raw, sql);
  }

  @Override
  public final String getString(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.STRING,
        shown == null ? delegate().getString(parameterIndex) : shown.text());
  }

  @Override
  public final boolean getBoolean(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.BOOLEAN,
        shown == null ? delegate().getBoolean(parameterIndex) : shown.flag());
  }

  @Override
  public final byte getByte(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.BYTE,
        shown == null ? delegate().getByte(parameterIndex) : shown.byteValue());
  }

  @Override
  public final short getShort(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.SHORT,
        shown == null ? delegate().getShort(parameterIndex) : shown.shortValue());
  }

  @Override
  public final int getInt(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.INT,
        shown == null ? delegate().getInt(parameterIndex) : shown.intValue());
  }

  @Override
  public final long getLong(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.LONG,
        shown == null ? delegate().getLong(parameterIndex) : shown.longValue());
  }

  @Override
  public final float getFloat(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.FLOAT,
        shown == null ? delegate().getFloat(parameterIndex) : shown.floatValue());
  }

  @Override
  public final double getDouble(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.DOUBLE,
        shown == null ? delegate().getDouble(parameterIndex) : shown.doubleValue());
  }

  @Override
  @SuppressWarnings("deprecation")
  public final BigDecimal getBigDecimal(int parameterIndex, int scale) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.BIG_DECIMAL_SCALED,
        shown == null ? delegate().getBigDecimal(parameterIndex, scale) : shown.decimal());
  }

  @Override
  public final byte[] getBytes(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.BYTES,
        shown == null ? delegate().getBytes(parameterIndex) : shown.bytes());
  }

  @Override
  public final Date getDate(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.DATE,
        shown == null ? delegate().getDate(parameterIndex) : shown.date());
  }

  @Override
  public final Time getTime(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.TIME,
        shown == null ? delegate().getTime(parameterIndex) : shown.time());
  }

  @Override
  public final Timestamp getTimestamp(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.TIMESTAMP,
        shown == null ? delegate().getTimestamp(parameterIndex) : shown.timestamp());
  }

  @Override
  public final Object getObject(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.OBJECT,
        shown == null ? Releases.released(delegate().getObject(parameterIndex)) : shown.object());
  }

  @Override
  public final BigDecimal getBigDecimal(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.BIG_DECIMAL,
        shown == null ? delegate().getBigDecimal(parameterIndex) : shown.decimal());
  }

  @Override
  public final Object getObject(int parameterIndex, Map<String, Class<?>> map) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.OBJECT_MAP,
        shown == null
            ? Releases.released(delegate().getObject(parameterIndex, map))
            : shown.object());
  }

  @Override
  public final Ref getRef(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.REF,
        shown == null ? delegate().getRef(parameterIndex) : shown.unavailable(Ref.class));
  }

  @Override
  public final Blob getBlob(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.BLOB,
        shown == null ? delegate().getBlob(parameterIndex) : shown.blob());
  }

  @Override
  public final Clob getClob(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.CLOB,
        shown == null ? delegate().getClob(parameterIndex) : shown.clob());
  }

  @Override
  public final Array getArray(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.ARRAY,
        shown == null
            ? (Array) Releases.released(delegate().getArray(parameterIndex))
            : shown.unavailable(Array.class));
  }

  @Override
  public final Date getDate(int parameterIndex, Calendar cal) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.DATE_CALENDAR,
        shown == null ? delegate().getDate(parameterIndex, cal) : shown.date());
  }

  @Override
  public final Time getTime(int parameterIndex, Calendar cal) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.TIME_CALENDAR,
        shown == null ? delegate().getTime(parameterIndex, cal) : shown.time());
  }

  @Override
  public final Timestamp getTimestamp(int parameterIndex, Calendar cal) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.TIMESTAMP_CALENDAR,
        shown == null ? delegate().getTimestamp(parameterIndex, cal) : shown.timestamp());
  }

  @Override
  public final URL getURL(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.URL,
        shown == null ? delegate().getURL(parameterIndex) : shown.unavailable(URL.class));
  }

  @Override
  public final RowId getRowId(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.ROW_ID,
        shown == null ? delegate().getRowId(parameterIndex) : shown.unavailable(RowId.class));
  }

  @Override
  public final NClob getNClob(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.N_CLOB,
        shown == null ? delegate().getNClob(parameterIndex) : shown.unavailable(NClob.class));
  }

  @Override
  public final SQLXML getSQLXML(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.SQL_XML,
        shown == null ? delegate().getSQLXML(parameterIndex) : shown.unavailable(SQLXML.class));
  }

  @Override
  public final String getNString(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.N_STRING,
        shown == null ? delegate().getNString(parameterIndex) : shown.text());
  }

  @Override
  public final Reader getNCharacterStream(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.N_CHARACTER_STREAM,
        shown == null ? delegate().getNCharacterStream(parameterIndex) : shown.reader());
  }

  @Override
  public final Reader getCharacterStream(int parameterIndex) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return told(
        parameterIndex,
        Accessor.CHARACTER_STREAM,
        shown == null ? delegate().getCharacterStream(parameterIndex) : shown.reader());
  }

  @Override
  public final <T> T getObject(int parameterIndex, Class<T> type) throws SQLException {
    ShownValue shown = shown(parameterIndex);
    return type.cast(
        told(
            parameterIndex,
            Accessor.OBJECT_TYPE,
            shown == null
                ? type.cast(Releases.released(delegate().getObject(parameterIndex, type)))
                : shown.as(type)));
  }
}

package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.masking.ColumnMask;
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
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A routine call: what it hands back is shown as the policy declares it. */
@NullUnmarked
final class EnforcingCallableStatement extends IndexedOutStatement {

  /** What a mask showed last; null if the last value was clear. */
  private @Nullable ShownValue last;

  private boolean read;

  /** Null as long as nobody has read what people approved. */
  private @Nullable Standing standing;

  private final OutTape outs = new OutTape(this);

  EnforcingCallableStatement(EnforcingConnection connection, CallableStatement raw, String sql) {
    super(connection, raw, sql);
  }

  @Override
  public final String getString(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.STRING,
        shown == null ? delegate().getString(parameterName) : shown.text());
  }

  @Override
  public final boolean getBoolean(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.BOOLEAN,
        shown == null ? delegate().getBoolean(parameterName) : shown.flag());
  }

  @Override
  public final byte getByte(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.BYTE,
        shown == null ? delegate().getByte(parameterName) : shown.byteValue());
  }

  @Override
  public final short getShort(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.SHORT,
        shown == null ? delegate().getShort(parameterName) : shown.shortValue());
  }

  @Override
  public final int getInt(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.INT,
        shown == null ? delegate().getInt(parameterName) : shown.intValue());
  }

  @Override
  public final long getLong(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.LONG,
        shown == null ? delegate().getLong(parameterName) : shown.longValue());
  }

  @Override
  public final float getFloat(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.FLOAT,
        shown == null ? delegate().getFloat(parameterName) : shown.floatValue());
  }

  @Override
  public final double getDouble(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.DOUBLE,
        shown == null ? delegate().getDouble(parameterName) : shown.doubleValue());
  }

  @Override
  public final byte[] getBytes(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.BYTES,
        shown == null ? delegate().getBytes(parameterName) : shown.bytes());
  }

  @Override
  public final Date getDate(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.DATE,
        shown == null ? delegate().getDate(parameterName) : shown.date());
  }

  @Override
  public final Time getTime(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.TIME,
        shown == null ? delegate().getTime(parameterName) : shown.time());
  }

  @Override
  public final Timestamp getTimestamp(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.TIMESTAMP,
        shown == null ? delegate().getTimestamp(parameterName) : shown.timestamp());
  }

  @Override
  public final Object getObject(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.OBJECT,
        shown == null ? Releases.released(delegate().getObject(parameterName)) : shown.object());
  }

  @Override
  public final BigDecimal getBigDecimal(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.BIG_DECIMAL,
        shown == null ? delegate().getBigDecimal(parameterName) : shown.decimal());
  }

  @Override
  public final Object getObject(String parameterName, Map<String, Class<?>> map)
      throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.OBJECT_MAP,
        shown == null
            ? Releases.released(delegate().getObject(parameterName, map))
            : shown.object());
  }

  @Override
  public final Ref getRef(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.REF,
        shown == null ? delegate().getRef(parameterName) : shown.unavailable(Ref.class));
  }

  @Override
  public final Blob getBlob(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.BLOB,
        shown == null ? delegate().getBlob(parameterName) : shown.blob());
  }

  @Override
  public final Clob getClob(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.CLOB,
        shown == null ? delegate().getClob(parameterName) : shown.clob());
  }

  @Override
  public final Array getArray(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.ARRAY,
        shown == null
            ? (Array) Releases.released(delegate().getArray(parameterName))
            : shown.unavailable(Array.class));
  }

  @Override
  public final Date getDate(String parameterName, Calendar cal) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.DATE_CALENDAR,
        shown == null ? delegate().getDate(parameterName, cal) : shown.date());
  }

  @Override
  public final Time getTime(String parameterName, Calendar cal) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.TIME_CALENDAR,
        shown == null ? delegate().getTime(parameterName, cal) : shown.time());
  }

  @Override
  public final Timestamp getTimestamp(String parameterName, Calendar cal) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.TIMESTAMP_CALENDAR,
        shown == null ? delegate().getTimestamp(parameterName, cal) : shown.timestamp());
  }

  @Override
  public final URL getURL(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.URL,
        shown == null ? delegate().getURL(parameterName) : shown.unavailable(URL.class));
  }

  @Override
  public final RowId getRowId(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.ROW_ID,
        shown == null ? delegate().getRowId(parameterName) : shown.unavailable(RowId.class));
  }

  @Override
  public final NClob getNClob(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.N_CLOB,
        shown == null ? delegate().getNClob(parameterName) : shown.unavailable(NClob.class));
  }

  @Override
  public final SQLXML getSQLXML(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.SQL_XML,
        shown == null ? delegate().getSQLXML(parameterName) : shown.unavailable(SQLXML.class));
  }

  @Override
  public final String getNString(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.N_STRING,
        shown == null ? delegate().getNString(parameterName) : shown.text());
  }

  @Override
  public final Reader getNCharacterStream(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.N_CHARACTER_STREAM,
        shown == null ? delegate().getNCharacterStream(parameterName) : shown.reader());
  }

  @Override
  public final Reader getCharacterStream(String parameterName) throws SQLException {
    ShownValue shown = shown(parameterName);
    return told(
        parameterName,
        Accessor.CHARACTER_STREAM,
        shown == null ? delegate().getCharacterStream(parameterName) : shown.reader());
  }

  @Override
  public final <T> T getObject(String parameterName, Class<T> type) throws SQLException {
    ShownValue shown = shown(parameterName);
    return type.cast(
        told(
            parameterName,
            Accessor.OBJECT_TYPE,
            shown == null
                ? type.cast(Releases.released(delegate().getObject(parameterName, type)))
                : shown.as(type)));
  }

  @Override
  <T> T told(int parameterIndex, Accessor accessor, T value) throws SQLException {
    return outs.told(permission(), parameterIndex, accessor, value);
  }

  private <T> T told(String parameterName, Accessor accessor, T value) throws SQLException {
    Permission granted = permission();
    return granted == null || !granted.recordsReads()
        ? value
        : told(granted.parameter(parameterName), accessor, value);
  }

  @Override
  void endResult() {
    outs.end();
    super.endResult();
  }

  /** Of the parameter that was read last. */
  @Override
  public boolean wasNull() throws SQLException {
    if (!read && !isFree()) {
      throw unproven();
    }
    return last == null ? delegate().wasNull() : last.isNull();
  }

  private boolean isFree() {
    Permission granted = permission();
    return granted != null && granted.revealsEverything();
  }

  @Override
  @Nullable ShownValue shown(int parameterIndex) throws SQLException {
    return shown(parameterIndex, () -> delegate().getObject(parameterIndex));
  }

  private @Nullable ShownValue shown(String parameterName) throws SQLException {
    Permission granted = permission();
    int index = granted == null ? 0 : granted.parameter(parameterName);
    return shown(index, () -> delegate().getObject(parameterName));
  }

  private @Nullable ShownValue shown(int index, OutValue.Source source) throws SQLException {
    Permission granted = permission();
    if (granted == null) {
      throw unproven();
    }
    try {
      requireStanding(granted);
      Optional<ColumnMask> mask = granted.parameter(index, registrations().under(granted));
      read = true;
      last = mask.isEmpty() ? null : OutValue.shown(source, mask.get());
      return last;
    } catch (RefusedException e) {
      throw Refusals.of(e);
    }
  }

  private void requireStanding(Permission granted) throws RefusedException {
    if (!granted.isApproved()) {
      return;
    }
    Standing known = standing;
    if (known == null || !known.isOf(granted)) {
      known = Standing.of(granted);
      standing = known;
    }
    known.require();
  }

  private static SQLException unproven() {
    return Refusals.denied(
        "what a routine puts into its OUT parameters cannot be proven, so you only see it after the"
            + " routine ran, and as far as the policy declares it");
  }
}

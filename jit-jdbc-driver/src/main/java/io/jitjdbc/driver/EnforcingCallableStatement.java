package io.jitjdbc.driver;

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

/** A routine call: its result sets are masked whole unless the subject may see everything. */
@NullUnmarked
final class EnforcingCallableStatement extends IndexedOutStatement {

  EnforcingCallableStatement(EnforcingConnection connection, CallableStatement raw, String sql) {
    super(connection, raw, sql);
  }

  @Override
  public final String getString(String parameterName) throws SQLException {
    return proven().getString(parameterName);
  }

  @Override
  public final boolean getBoolean(String parameterName) throws SQLException {
    return proven().getBoolean(parameterName);
  }

  @Override
  public final byte getByte(String parameterName) throws SQLException {
    return proven().getByte(parameterName);
  }

  @Override
  public final short getShort(String parameterName) throws SQLException {
    return proven().getShort(parameterName);
  }

  @Override
  public final int getInt(String parameterName) throws SQLException {
    return proven().getInt(parameterName);
  }

  @Override
  public final long getLong(String parameterName) throws SQLException {
    return proven().getLong(parameterName);
  }

  @Override
  public final float getFloat(String parameterName) throws SQLException {
    return proven().getFloat(parameterName);
  }

  @Override
  public final double getDouble(String parameterName) throws SQLException {
    return proven().getDouble(parameterName);
  }

  @Override
  public final byte[] getBytes(String parameterName) throws SQLException {
    return proven().getBytes(parameterName);
  }

  @Override
  public final Date getDate(String parameterName) throws SQLException {
    return proven().getDate(parameterName);
  }

  @Override
  public final Time getTime(String parameterName) throws SQLException {
    return proven().getTime(parameterName);
  }

  @Override
  public final Timestamp getTimestamp(String parameterName) throws SQLException {
    return proven().getTimestamp(parameterName);
  }

  @Override
  public final Object getObject(String parameterName) throws SQLException {
    return Releases.released(proven().getObject(parameterName));
  }

  @Override
  public final BigDecimal getBigDecimal(String parameterName) throws SQLException {
    return proven().getBigDecimal(parameterName);
  }

  @Override
  public final Object getObject(String parameterName, Map<String, Class<?>> map)
      throws SQLException {
    return Releases.released(proven().getObject(parameterName, map));
  }

  @Override
  public final Ref getRef(String parameterName) throws SQLException {
    return proven().getRef(parameterName);
  }

  @Override
  public final Blob getBlob(String parameterName) throws SQLException {
    return proven().getBlob(parameterName);
  }

  @Override
  public final Clob getClob(String parameterName) throws SQLException {
    return proven().getClob(parameterName);
  }

  @Override
  public final Array getArray(String parameterName) throws SQLException {
    return (Array) Releases.released(proven().getArray(parameterName));
  }

  @Override
  public final Date getDate(String parameterName, Calendar cal) throws SQLException {
    return proven().getDate(parameterName, cal);
  }

  @Override
  public final Time getTime(String parameterName, Calendar cal) throws SQLException {
    return proven().getTime(parameterName, cal);
  }

  @Override
  public final Timestamp getTimestamp(String parameterName, Calendar cal) throws SQLException {
    return proven().getTimestamp(parameterName, cal);
  }

  @Override
  public final URL getURL(String parameterName) throws SQLException {
    return proven().getURL(parameterName);
  }

  @Override
  public final RowId getRowId(String parameterName) throws SQLException {
    return proven().getRowId(parameterName);
  }

  @Override
  public final NClob getNClob(String parameterName) throws SQLException {
    return proven().getNClob(parameterName);
  }

  @Override
  public final SQLXML getSQLXML(String parameterName) throws SQLException {
    return proven().getSQLXML(parameterName);
  }

  @Override
  public final String getNString(String parameterName) throws SQLException {
    return proven().getNString(parameterName);
  }

  @Override
  public final Reader getNCharacterStream(String parameterName) throws SQLException {
    return proven().getNCharacterStream(parameterName);
  }

  @Override
  public final Reader getCharacterStream(String parameterName) throws SQLException {
    return proven().getCharacterStream(parameterName);
  }

  @Override
  public final <T> T getObject(String parameterName, Class<T> type) throws SQLException {
    return type.cast(Releases.released(proven().getObject(parameterName, type)));
  }

  @Override
  public boolean wasNull() throws SQLException {
    return proven().wasNull();
  }

  @Override
  CallableStatement proven() throws SQLException {
    if (!revealsEverything()) {
      throw Refusals.denied(
          "what a routine puts into its OUT parameters cannot be proven, so you do not see it."
              + " Return a result set instead, or ask for a rule that reveals everything");
    }
    return delegate();
  }
}

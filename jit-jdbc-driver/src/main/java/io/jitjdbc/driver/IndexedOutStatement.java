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
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * OUT parameters, registered by anybody and read by index: handed out only to who may see what is
 * not proven.
 */
@NullUnmarked
abstract class IndexedOutStatement extends NamedBindingStatement {

  /** The raw statement, if its OUT parameters may be read. */
  abstract CallableStatement proven() throws SQLException;

  @Override
  public final void registerOutParameter(int parameterIndex, int sqlType) throws SQLException {
    delegate().registerOutParameter(parameterIndex, sqlType);
  }

  @Override
  public final void registerOutParameter(int parameterIndex, int sqlType, int scale)
      throws SQLException {
    delegate().registerOutParameter(parameterIndex, sqlType, scale);
  }

  @Override
  public final void registerOutParameter(int parameterIndex, int sqlType, String typeName)
      throws SQLException {
    delegate().registerOutParameter(parameterIndex, sqlType, typeName);
  }

  @Override
  public final void registerOutParameter(String parameterName, int sqlType) throws SQLException {
    delegate().registerOutParameter(parameterName, sqlType);
  }

  @Override
  public final void registerOutParameter(String parameterName, int sqlType, int scale)
      throws SQLException {
    delegate().registerOutParameter(parameterName, sqlType, scale);
  }

  @Override
  public final void registerOutParameter(String parameterName, int sqlType, String typeName)
      throws SQLException {
    delegate().registerOutParameter(parameterName, sqlType, typeName);
  }

  @Override
  public final void registerOutParameter(int parameterIndex, SQLType sqlType) throws SQLException {
    delegate().registerOutParameter(parameterIndex, sqlType);
  }

  @Override
  public final void registerOutParameter(int parameterIndex, SQLType sqlType, int scale)
      throws SQLException {
    delegate().registerOutParameter(parameterIndex, sqlType, scale);
  }

  @Override
  public final void registerOutParameter(int parameterIndex, SQLType sqlType, String typeName)
      throws SQLException {
    delegate().registerOutParameter(parameterIndex, sqlType, typeName);
  }

  @Override
  public final void registerOutParameter(String parameterName, SQLType sqlType)
      throws SQLException {
    delegate().registerOutParameter(parameterName, sqlType);
  }

  @Override
  public final void registerOutParameter(String parameterName, SQLType sqlType, int scale)
      throws SQLException {
    delegate().registerOutParameter(parameterName, sqlType, scale);
  }

  @Override
  public final void registerOutParameter(String parameterName, SQLType sqlType, String typeName)
      throws SQLException {
    delegate().registerOutParameter(parameterName, sqlType, typeName);
  }

  IndexedOutStatement(EnforcingConnection connection, CallableStatement raw, String sql) {
    super(connection, raw, sql);
  }

  @Override
  public final String getString(int parameterIndex) throws SQLException {
    return proven().getString(parameterIndex);
  }

  @Override
  public final boolean getBoolean(int parameterIndex) throws SQLException {
    return proven().getBoolean(parameterIndex);
  }

  @Override
  public final byte getByte(int parameterIndex) throws SQLException {
    return proven().getByte(parameterIndex);
  }

  @Override
  public final short getShort(int parameterIndex) throws SQLException {
    return proven().getShort(parameterIndex);
  }

  @Override
  public final int getInt(int parameterIndex) throws SQLException {
    return proven().getInt(parameterIndex);
  }

  @Override
  public final long getLong(int parameterIndex) throws SQLException {
    return proven().getLong(parameterIndex);
  }

  @Override
  public final float getFloat(int parameterIndex) throws SQLException {
    return proven().getFloat(parameterIndex);
  }

  @Override
  public final double getDouble(int parameterIndex) throws SQLException {
    return proven().getDouble(parameterIndex);
  }

  @Override
  @SuppressWarnings("deprecation")
  public final BigDecimal getBigDecimal(int parameterIndex, int scale) throws SQLException {
    return proven().getBigDecimal(parameterIndex, scale);
  }

  @Override
  public final byte[] getBytes(int parameterIndex) throws SQLException {
    return proven().getBytes(parameterIndex);
  }

  @Override
  public final Date getDate(int parameterIndex) throws SQLException {
    return proven().getDate(parameterIndex);
  }

  @Override
  public final Time getTime(int parameterIndex) throws SQLException {
    return proven().getTime(parameterIndex);
  }

  @Override
  public final Timestamp getTimestamp(int parameterIndex) throws SQLException {
    return proven().getTimestamp(parameterIndex);
  }

  @Override
  public final Object getObject(int parameterIndex) throws SQLException {
    return Releases.released(proven().getObject(parameterIndex));
  }

  @Override
  public final BigDecimal getBigDecimal(int parameterIndex) throws SQLException {
    return proven().getBigDecimal(parameterIndex);
  }

  @Override
  public final Object getObject(int parameterIndex, Map<String, Class<?>> map) throws SQLException {
    return Releases.released(proven().getObject(parameterIndex, map));
  }

  @Override
  public final Ref getRef(int parameterIndex) throws SQLException {
    return proven().getRef(parameterIndex);
  }

  @Override
  public final Blob getBlob(int parameterIndex) throws SQLException {
    return proven().getBlob(parameterIndex);
  }

  @Override
  public final Clob getClob(int parameterIndex) throws SQLException {
    return proven().getClob(parameterIndex);
  }

  @Override
  public final Array getArray(int parameterIndex) throws SQLException {
    return (Array) Releases.released(proven().getArray(parameterIndex));
  }

  @Override
  public final Date getDate(int parameterIndex, Calendar cal) throws SQLException {
    return proven().getDate(parameterIndex, cal);
  }

  @Override
  public final Time getTime(int parameterIndex, Calendar cal) throws SQLException {
    return proven().getTime(parameterIndex, cal);
  }

  @Override
  public final Timestamp getTimestamp(int parameterIndex, Calendar cal) throws SQLException {
    return proven().getTimestamp(parameterIndex, cal);
  }

  @Override
  public final URL getURL(int parameterIndex) throws SQLException {
    return proven().getURL(parameterIndex);
  }

  @Override
  public final RowId getRowId(int parameterIndex) throws SQLException {
    return proven().getRowId(parameterIndex);
  }

  @Override
  public final NClob getNClob(int parameterIndex) throws SQLException {
    return proven().getNClob(parameterIndex);
  }

  @Override
  public final SQLXML getSQLXML(int parameterIndex) throws SQLException {
    return proven().getSQLXML(parameterIndex);
  }

  @Override
  public final String getNString(int parameterIndex) throws SQLException {
    return proven().getNString(parameterIndex);
  }

  @Override
  public final Reader getNCharacterStream(int parameterIndex) throws SQLException {
    return proven().getNCharacterStream(parameterIndex);
  }

  @Override
  public final Reader getCharacterStream(int parameterIndex) throws SQLException {
    return proven().getCharacterStream(parameterIndex);
  }

  @Override
  public final <T> T getObject(int parameterIndex, Class<T> type) throws SQLException {
    return type.cast(Releases.released(proven().getObject(parameterIndex, type)));
  }
}

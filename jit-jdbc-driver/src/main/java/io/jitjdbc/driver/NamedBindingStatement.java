package io.jitjdbc.driver;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.NullUnmarked;

/** Keeps what is bound by name. */
@NullUnmarked
abstract class NamedBindingStatement extends EnforcingPreparedStatement
    implements CallableStatement {

  private final CallableStatement raw;

  NamedBindingStatement(EnforcingConnection connection, CallableStatement raw, String sql) {
    super(connection, raw, sql);
    this.raw = raw;
  }

  @Override
  protected final CallableStatement delegate() {
    return raw;
  }

  @Override
  public final void setURL(String parameterName, URL val) throws SQLException {
    raw.setURL(parameterName, val);
    values().set(parameterName, val);
  }

  @Override
  public final void setNull(String parameterName, int sqlType) throws SQLException {
    raw.setNull(parameterName, sqlType);
    values().set(parameterName, null);
  }

  @Override
  public final void setBoolean(String parameterName, boolean x) throws SQLException {
    raw.setBoolean(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setByte(String parameterName, byte x) throws SQLException {
    raw.setByte(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setShort(String parameterName, short x) throws SQLException {
    raw.setShort(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setInt(String parameterName, int x) throws SQLException {
    raw.setInt(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setLong(String parameterName, long x) throws SQLException {
    raw.setLong(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setFloat(String parameterName, float x) throws SQLException {
    raw.setFloat(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setDouble(String parameterName, double x) throws SQLException {
    raw.setDouble(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setBigDecimal(String parameterName, BigDecimal x) throws SQLException {
    raw.setBigDecimal(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setString(String parameterName, String x) throws SQLException {
    raw.setString(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setBytes(String parameterName, byte[] x) throws SQLException {
    raw.setBytes(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setDate(String parameterName, Date x) throws SQLException {
    raw.setDate(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setTime(String parameterName, Time x) throws SQLException {
    raw.setTime(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setTimestamp(String parameterName, Timestamp x) throws SQLException {
    raw.setTimestamp(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setAsciiStream(String parameterName, InputStream x, int length)
      throws SQLException {
    raw.setAsciiStream(parameterName, x, length);
    values().set(parameterName, x);
  }

  @Override
  public final void setBinaryStream(String parameterName, InputStream x, int length)
      throws SQLException {
    raw.setBinaryStream(parameterName, x, length);
    values().set(parameterName, x);
  }

  @Override
  public final void setObject(String parameterName, Object x, int targetSqlType, int scale)
      throws SQLException {
    raw.setObject(parameterName, EnforcingArray.unwrapped(x), targetSqlType, scale);
    values().set(parameterName, x);
  }

  @Override
  public final void setObject(String parameterName, Object x, int targetSqlType)
      throws SQLException {
    raw.setObject(parameterName, EnforcingArray.unwrapped(x), targetSqlType);
    values().set(parameterName, x);
  }

  @Override
  public final void setObject(String parameterName, Object x) throws SQLException {
    raw.setObject(parameterName, EnforcingArray.unwrapped(x));
    values().set(parameterName, x);
  }

  @Override
  public final void setCharacterStream(String parameterName, Reader reader, int length)
      throws SQLException {
    raw.setCharacterStream(parameterName, reader, length);
    values().set(parameterName, reader);
  }

  @Override
  public final void setDate(String parameterName, Date x, Calendar cal) throws SQLException {
    raw.setDate(parameterName, x, cal);
    values().set(parameterName, x);
  }

  @Override
  public final void setTime(String parameterName, Time x, Calendar cal) throws SQLException {
    raw.setTime(parameterName, x, cal);
    values().set(parameterName, x);
  }

  @Override
  public final void setTimestamp(String parameterName, Timestamp x, Calendar cal)
      throws SQLException {
    raw.setTimestamp(parameterName, x, cal);
    values().set(parameterName, x);
  }

  @Override
  public final void setNull(String parameterName, int sqlType, String typeName)
      throws SQLException {
    raw.setNull(parameterName, sqlType, typeName);
    values().set(parameterName, null);
  }

  @Override
  public final void setRowId(String parameterName, RowId x) throws SQLException {
    raw.setRowId(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setNString(String parameterName, String value) throws SQLException {
    raw.setNString(parameterName, value);
    values().set(parameterName, value);
  }

  @Override
  public final void setNCharacterStream(String parameterName, Reader value, long length)
      throws SQLException {
    raw.setNCharacterStream(parameterName, value, length);
    values().set(parameterName, value);
  }

  @Override
  public final void setNClob(String parameterName, NClob value) throws SQLException {
    raw.setNClob(parameterName, value);
    values().set(parameterName, value);
  }

  @Override
  public final void setClob(String parameterName, Reader reader, long length) throws SQLException {
    raw.setClob(parameterName, reader, length);
    values().set(parameterName, reader);
  }

  @Override
  public final void setBlob(String parameterName, InputStream inputStream, long length)
      throws SQLException {
    raw.setBlob(parameterName, inputStream, length);
    values().set(parameterName, inputStream);
  }

  @Override
  public final void setNClob(String parameterName, Reader reader, long length) throws SQLException {
    raw.setNClob(parameterName, reader, length);
    values().set(parameterName, reader);
  }

  @Override
  public final void setSQLXML(String parameterName, SQLXML xmlObject) throws SQLException {
    raw.setSQLXML(parameterName, xmlObject);
    values().set(parameterName, xmlObject);
  }

  @Override
  public final void setBlob(String parameterName, Blob x) throws SQLException {
    raw.setBlob(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setClob(String parameterName, Clob x) throws SQLException {
    raw.setClob(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setAsciiStream(String parameterName, InputStream x, long length)
      throws SQLException {
    raw.setAsciiStream(parameterName, x, length);
    values().set(parameterName, x);
  }

  @Override
  public final void setBinaryStream(String parameterName, InputStream x, long length)
      throws SQLException {
    raw.setBinaryStream(parameterName, x, length);
    values().set(parameterName, x);
  }

  @Override
  public final void setCharacterStream(String parameterName, Reader reader, long length)
      throws SQLException {
    raw.setCharacterStream(parameterName, reader, length);
    values().set(parameterName, reader);
  }

  @Override
  public final void setAsciiStream(String parameterName, InputStream x) throws SQLException {
    raw.setAsciiStream(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setBinaryStream(String parameterName, InputStream x) throws SQLException {
    raw.setBinaryStream(parameterName, x);
    values().set(parameterName, x);
  }

  @Override
  public final void setCharacterStream(String parameterName, Reader reader) throws SQLException {
    raw.setCharacterStream(parameterName, reader);
    values().set(parameterName, reader);
  }

  @Override
  public final void setNCharacterStream(String parameterName, Reader value) throws SQLException {
    raw.setNCharacterStream(parameterName, value);
    values().set(parameterName, value);
  }

  @Override
  public final void setClob(String parameterName, Reader reader) throws SQLException {
    raw.setClob(parameterName, reader);
    values().set(parameterName, reader);
  }

  @Override
  public final void setBlob(String parameterName, InputStream inputStream) throws SQLException {
    raw.setBlob(parameterName, inputStream);
    values().set(parameterName, inputStream);
  }

  @Override
  public final void setNClob(String parameterName, Reader reader) throws SQLException {
    raw.setNClob(parameterName, reader);
    values().set(parameterName, reader);
  }

  @Override
  public final void setObject(
      String parameterName, Object x, SQLType targetSqlType, int scaleOrLength)
      throws SQLException {
    raw.setObject(parameterName, EnforcingArray.unwrapped(x), targetSqlType, scaleOrLength);
    values().set(parameterName, x);
  }

  @Override
  public final void setObject(String parameterName, Object x, SQLType targetSqlType)
      throws SQLException {
    raw.setObject(parameterName, EnforcingArray.unwrapped(x), targetSqlType);
    values().set(parameterName, x);
  }
}

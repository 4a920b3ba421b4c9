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
    bind(parameterName, val, own -> raw.setURL(parameterName, own));
  }

  @Override
  public final void setNull(String parameterName, int sqlType) throws SQLException {
    bind(parameterName, null, own -> raw.setNull(parameterName, sqlType));
  }

  @Override
  public final void setBoolean(String parameterName, boolean x) throws SQLException {
    bind(parameterName, x, own -> raw.setBoolean(parameterName, own));
  }

  @Override
  public final void setByte(String parameterName, byte x) throws SQLException {
    bind(parameterName, x, own -> raw.setByte(parameterName, own));
  }

  @Override
  public final void setShort(String parameterName, short x) throws SQLException {
    bind(parameterName, x, own -> raw.setShort(parameterName, own));
  }

  @Override
  public final void setInt(String parameterName, int x) throws SQLException {
    bind(parameterName, x, own -> raw.setInt(parameterName, own));
  }

  @Override
  public final void setLong(String parameterName, long x) throws SQLException {
    bind(parameterName, x, own -> raw.setLong(parameterName, own));
  }

  @Override
  public final void setFloat(String parameterName, float x) throws SQLException {
    bind(parameterName, x, own -> raw.setFloat(parameterName, own));
  }

  @Override
  public final void setDouble(String parameterName, double x) throws SQLException {
    bind(parameterName, x, own -> raw.setDouble(parameterName, own));
  }

  @Override
  public final void setBigDecimal(String parameterName, BigDecimal x) throws SQLException {
    bind(parameterName, x, own -> raw.setBigDecimal(parameterName, own));
  }

  @Override
  public final void setString(String parameterName, String x) throws SQLException {
    bind(parameterName, x, own -> raw.setString(parameterName, own));
  }

  @Override
  public final void setBytes(String parameterName, byte[] x) throws SQLException {
    bind(parameterName, x, own -> raw.setBytes(parameterName, own));
  }

  @Override
  public final void setDate(String parameterName, Date x) throws SQLException {
    bind(parameterName, x, own -> raw.setDate(parameterName, own));
  }

  @Override
  public final void setTime(String parameterName, Time x) throws SQLException {
    bind(parameterName, x, own -> raw.setTime(parameterName, own));
  }

  @Override
  public final void setTimestamp(String parameterName, Timestamp x) throws SQLException {
    bind(parameterName, x, own -> raw.setTimestamp(parameterName, own));
  }

  @Override
  public final void setAsciiStream(String parameterName, InputStream x, int length)
      throws SQLException {
    bind(parameterName, x, own -> raw.setAsciiStream(parameterName, own, length));
  }

  @Override
  public final void setBinaryStream(String parameterName, InputStream x, int length)
      throws SQLException {
    bind(parameterName, x, own -> raw.setBinaryStream(parameterName, own, length));
  }

  @Override
  public final void setObject(String parameterName, Object x, int targetSqlType, int scale)
      throws SQLException {
    bind(
        parameterName,
        x,
        own -> raw.setObject(parameterName, EnforcingArray.unwrapped(own), targetSqlType, scale));
  }

  @Override
  public final void setObject(String parameterName, Object x, int targetSqlType)
      throws SQLException {
    bind(
        parameterName,
        x,
        own -> raw.setObject(parameterName, EnforcingArray.unwrapped(own), targetSqlType));
  }

  @Override
  public final void setObject(String parameterName, Object x) throws SQLException {
    bind(parameterName, x, own -> raw.setObject(parameterName, EnforcingArray.unwrapped(own)));
  }

  @Override
  public final void setCharacterStream(String parameterName, Reader reader, int length)
      throws SQLException {
    bind(parameterName, reader, own -> raw.setCharacterStream(parameterName, own, length));
  }

  @Override
  public final void setDate(String parameterName, Date x, Calendar cal) throws SQLException {
    bind(parameterName, x, own -> raw.setDate(parameterName, own, cal));
  }

  @Override
  public final void setTime(String parameterName, Time x, Calendar cal) throws SQLException {
    bind(parameterName, x, own -> raw.setTime(parameterName, own, cal));
  }

  @Override
  public final void setTimestamp(String parameterName, Timestamp x, Calendar cal)
      throws SQLException {
    bind(parameterName, x, own -> raw.setTimestamp(parameterName, own, cal));
  }

  @Override
  public final void setNull(String parameterName, int sqlType, String typeName)
      throws SQLException {
    bind(parameterName, null, own -> raw.setNull(parameterName, sqlType, typeName));
  }

  @Override
  public final void setRowId(String parameterName, RowId x) throws SQLException {
    bind(parameterName, x, own -> raw.setRowId(parameterName, own));
  }

  @Override
  public final void setNString(String parameterName, String value) throws SQLException {
    bind(parameterName, value, own -> raw.setNString(parameterName, own));
  }

  @Override
  public final void setNCharacterStream(String parameterName, Reader value, long length)
      throws SQLException {
    bind(parameterName, value, own -> raw.setNCharacterStream(parameterName, own, length));
  }

  @Override
  public final void setNClob(String parameterName, NClob value) throws SQLException {
    bind(parameterName, value, own -> raw.setNClob(parameterName, own));
  }

  @Override
  public final void setClob(String parameterName, Reader reader, long length) throws SQLException {
    bind(parameterName, reader, own -> raw.setClob(parameterName, own, length));
  }

  @Override
  public final void setBlob(String parameterName, InputStream inputStream, long length)
      throws SQLException {
    bind(parameterName, inputStream, own -> raw.setBlob(parameterName, own, length));
  }

  @Override
  public final void setNClob(String parameterName, Reader reader, long length) throws SQLException {
    bind(parameterName, reader, own -> raw.setNClob(parameterName, own, length));
  }

  @Override
  public final void setSQLXML(String parameterName, SQLXML xmlObject) throws SQLException {
    bind(parameterName, xmlObject, own -> raw.setSQLXML(parameterName, own));
  }

  @Override
  public final void setBlob(String parameterName, Blob x) throws SQLException {
    bind(parameterName, x, own -> raw.setBlob(parameterName, own));
  }

  @Override
  public final void setClob(String parameterName, Clob x) throws SQLException {
    bind(parameterName, x, own -> raw.setClob(parameterName, own));
  }

  @Override
  public final void setAsciiStream(String parameterName, InputStream x, long length)
      throws SQLException {
    bind(parameterName, x, own -> raw.setAsciiStream(parameterName, own, length));
  }

  @Override
  public final void setBinaryStream(String parameterName, InputStream x, long length)
      throws SQLException {
    bind(parameterName, x, own -> raw.setBinaryStream(parameterName, own, length));
  }

  @Override
  public final void setCharacterStream(String parameterName, Reader reader, long length)
      throws SQLException {
    bind(parameterName, reader, own -> raw.setCharacterStream(parameterName, own, length));
  }

  @Override
  public final void setAsciiStream(String parameterName, InputStream x) throws SQLException {
    bind(parameterName, x, own -> raw.setAsciiStream(parameterName, own));
  }

  @Override
  public final void setBinaryStream(String parameterName, InputStream x) throws SQLException {
    bind(parameterName, x, own -> raw.setBinaryStream(parameterName, own));
  }

  @Override
  public final void setCharacterStream(String parameterName, Reader reader) throws SQLException {
    bind(parameterName, reader, own -> raw.setCharacterStream(parameterName, own));
  }

  @Override
  public final void setNCharacterStream(String parameterName, Reader value) throws SQLException {
    bind(parameterName, value, own -> raw.setNCharacterStream(parameterName, own));
  }

  @Override
  public final void setClob(String parameterName, Reader reader) throws SQLException {
    bind(parameterName, reader, own -> raw.setClob(parameterName, own));
  }

  @Override
  public final void setBlob(String parameterName, InputStream inputStream) throws SQLException {
    bind(parameterName, inputStream, own -> raw.setBlob(parameterName, own));
  }

  @Override
  public final void setNClob(String parameterName, Reader reader) throws SQLException {
    bind(parameterName, reader, own -> raw.setNClob(parameterName, own));
  }

  @Override
  public final void setObject(
      String parameterName, Object x, SQLType targetSqlType, int scaleOrLength)
      throws SQLException {
    bind(
        parameterName,
        x,
        own ->
            raw.setObject(
                parameterName, EnforcingArray.unwrapped(own), targetSqlType, scaleOrLength));
  }

  @Override
  public final void setObject(String parameterName, Object x, SQLType targetSqlType)
      throws SQLException {
    bind(
        parameterName,
        x,
        own -> raw.setObject(parameterName, EnforcingArray.unwrapped(own), targetSqlType));
  }
}

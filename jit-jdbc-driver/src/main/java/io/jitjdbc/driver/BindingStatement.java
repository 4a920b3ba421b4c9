package io.jitjdbc.driver;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.NullUnmarked;

/** Keeps what is bound, because an approval is for these values and no others. */
@NullUnmarked
abstract class BindingStatement extends EnforcingStatement implements PreparedStatement {

  private final PreparedStatement raw;
  private final BoundValues values = new BoundValues();

  BindingStatement(EnforcingConnection connection, PreparedStatement raw) {
    super(connection, raw);
    this.raw = raw;
  }

  @Override
  protected PreparedStatement delegate() {
    return raw;
  }

  /** What was bound so far. */
  final BoundValues values() {
    return values;
  }

  @Override
  public final void clearParameters() throws SQLException {
    raw.clearParameters();
    values.clear();
  }

  @Override
  public final void setNull(int parameterIndex, int sqlType) throws SQLException {
    raw.setNull(parameterIndex, sqlType);
    values.set(parameterIndex, null);
  }

  @Override
  public final void setBoolean(int parameterIndex, boolean x) throws SQLException {
    raw.setBoolean(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setByte(int parameterIndex, byte x) throws SQLException {
    raw.setByte(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setShort(int parameterIndex, short x) throws SQLException {
    raw.setShort(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setInt(int parameterIndex, int x) throws SQLException {
    raw.setInt(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setLong(int parameterIndex, long x) throws SQLException {
    raw.setLong(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setFloat(int parameterIndex, float x) throws SQLException {
    raw.setFloat(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setDouble(int parameterIndex, double x) throws SQLException {
    raw.setDouble(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setBigDecimal(int parameterIndex, BigDecimal x) throws SQLException {
    raw.setBigDecimal(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setString(int parameterIndex, String x) throws SQLException {
    raw.setString(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setBytes(int parameterIndex, byte[] x) throws SQLException {
    raw.setBytes(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setDate(int parameterIndex, Date x) throws SQLException {
    raw.setDate(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setTime(int parameterIndex, Time x) throws SQLException {
    raw.setTime(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setTimestamp(int parameterIndex, Timestamp x) throws SQLException {
    raw.setTimestamp(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    raw.setAsciiStream(parameterIndex, x, length);
    values.set(parameterIndex, x);
  }

  @Override
  @SuppressWarnings("deprecation")
  public final void setUnicodeStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    raw.setUnicodeStream(parameterIndex, x, length);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    raw.setBinaryStream(parameterIndex, x, length);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setObject(int parameterIndex, Object x, int targetSqlType) throws SQLException {
    raw.setObject(parameterIndex, EnforcingArray.unwrapped(x), targetSqlType);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setObject(int parameterIndex, Object x) throws SQLException {
    raw.setObject(parameterIndex, EnforcingArray.unwrapped(x));
    values.set(parameterIndex, x);
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader reader, int length)
      throws SQLException {
    raw.setCharacterStream(parameterIndex, reader, length);
    values.set(parameterIndex, reader);
  }

  @Override
  public final void setRef(int parameterIndex, Ref x) throws SQLException {
    raw.setRef(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setBlob(int parameterIndex, Blob x) throws SQLException {
    raw.setBlob(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setClob(int parameterIndex, Clob x) throws SQLException {
    raw.setClob(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setArray(int parameterIndex, Array x) throws SQLException {
    raw.setArray(parameterIndex, EnforcingArray.unwrapped(x));
    values.set(parameterIndex, x);
  }

  @Override
  public final void setDate(int parameterIndex, Date x, Calendar cal) throws SQLException {
    raw.setDate(parameterIndex, x, cal);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setTime(int parameterIndex, Time x, Calendar cal) throws SQLException {
    raw.setTime(parameterIndex, x, cal);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setTimestamp(int parameterIndex, Timestamp x, Calendar cal)
      throws SQLException {
    raw.setTimestamp(parameterIndex, x, cal);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
    raw.setNull(parameterIndex, sqlType, typeName);
    values.set(parameterIndex, null);
  }

  @Override
  public final void setURL(int parameterIndex, URL x) throws SQLException {
    raw.setURL(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setRowId(int parameterIndex, RowId x) throws SQLException {
    raw.setRowId(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setNString(int parameterIndex, String value) throws SQLException {
    raw.setNString(parameterIndex, value);
    values.set(parameterIndex, value);
  }

  @Override
  public final void setNCharacterStream(int parameterIndex, Reader value, long length)
      throws SQLException {
    raw.setNCharacterStream(parameterIndex, value, length);
    values.set(parameterIndex, value);
  }

  @Override
  public final void setNClob(int parameterIndex, NClob value) throws SQLException {
    raw.setNClob(parameterIndex, value);
    values.set(parameterIndex, value);
  }

  @Override
  public final void setClob(int parameterIndex, Reader reader, long length) throws SQLException {
    raw.setClob(parameterIndex, reader, length);
    values.set(parameterIndex, reader);
  }

  @Override
  public final void setBlob(int parameterIndex, InputStream inputStream, long length)
      throws SQLException {
    raw.setBlob(parameterIndex, inputStream, length);
    values.set(parameterIndex, inputStream);
  }

  @Override
  public final void setNClob(int parameterIndex, Reader reader, long length) throws SQLException {
    raw.setNClob(parameterIndex, reader, length);
    values.set(parameterIndex, reader);
  }

  @Override
  public final void setSQLXML(int parameterIndex, SQLXML xmlObject) throws SQLException {
    raw.setSQLXML(parameterIndex, xmlObject);
    values.set(parameterIndex, xmlObject);
  }

  @Override
  public final void setObject(int parameterIndex, Object x, int targetSqlType, int scaleOrLength)
      throws SQLException {
    raw.setObject(parameterIndex, EnforcingArray.unwrapped(x), targetSqlType, scaleOrLength);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x, long length)
      throws SQLException {
    raw.setAsciiStream(parameterIndex, x, length);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x, long length)
      throws SQLException {
    raw.setBinaryStream(parameterIndex, x, length);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader reader, long length)
      throws SQLException {
    raw.setCharacterStream(parameterIndex, reader, length);
    values.set(parameterIndex, reader);
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x) throws SQLException {
    raw.setAsciiStream(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x) throws SQLException {
    raw.setBinaryStream(parameterIndex, x);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader reader) throws SQLException {
    raw.setCharacterStream(parameterIndex, reader);
    values.set(parameterIndex, reader);
  }

  @Override
  public final void setNCharacterStream(int parameterIndex, Reader value) throws SQLException {
    raw.setNCharacterStream(parameterIndex, value);
    values.set(parameterIndex, value);
  }

  @Override
  public final void setClob(int parameterIndex, Reader reader) throws SQLException {
    raw.setClob(parameterIndex, reader);
    values.set(parameterIndex, reader);
  }

  @Override
  public final void setBlob(int parameterIndex, InputStream inputStream) throws SQLException {
    raw.setBlob(parameterIndex, inputStream);
    values.set(parameterIndex, inputStream);
  }

  @Override
  public final void setNClob(int parameterIndex, Reader reader) throws SQLException {
    raw.setNClob(parameterIndex, reader);
    values.set(parameterIndex, reader);
  }

  @Override
  public final void setObject(
      int parameterIndex, Object x, SQLType targetSqlType, int scaleOrLength) throws SQLException {
    raw.setObject(parameterIndex, EnforcingArray.unwrapped(x), targetSqlType, scaleOrLength);
    values.set(parameterIndex, x);
  }

  @Override
  public final void setObject(int parameterIndex, Object x, SQLType targetSqlType)
      throws SQLException {
    raw.setObject(parameterIndex, EnforcingArray.unwrapped(x), targetSqlType);
    values.set(parameterIndex, x);
  }
}

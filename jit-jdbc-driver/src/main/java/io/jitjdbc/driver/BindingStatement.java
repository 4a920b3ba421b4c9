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

  /** Gives the delegate a value. */
  @FunctionalInterface
  interface Binding<T> {
    void give(T value) throws SQLException;
  }

  /** The delegate gets what is kept here: a copy of whatever the caller could still change. */
  private <T> void bind(int index, T value, Binding<? super T> binding) throws SQLException {
    turns().beginAlone();
    try {
      T own = BoundValues.frozen(value);
      binding.give(own);
      values.set(index, own);
    } finally {
      turns().endAlone();
    }
  }

  /** The same by name. */
  final <T> void bind(String name, T value, Binding<? super T> binding) throws SQLException {
    turns().beginAlone();
    try {
      T own = BoundValues.frozen(value);
      binding.give(own);
      values.set(name, own);
    } finally {
      turns().endAlone();
    }
  }

  @Override
  public void clearParameters() throws SQLException {
    alone(
        () -> {
          raw.clearParameters();
          values.clear();
          return null;
        });
  }

  @Override
  public final void setNull(int parameterIndex, int sqlType) throws SQLException {
    bind(parameterIndex, null, own -> raw.setNull(parameterIndex, sqlType));
  }

  @Override
  public final void setBoolean(int parameterIndex, boolean x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setBoolean(parameterIndex, own));
  }

  @Override
  public final void setByte(int parameterIndex, byte x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setByte(parameterIndex, own));
  }

  @Override
  public final void setShort(int parameterIndex, short x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setShort(parameterIndex, own));
  }

  @Override
  public final void setInt(int parameterIndex, int x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setInt(parameterIndex, own));
  }

  @Override
  public final void setLong(int parameterIndex, long x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setLong(parameterIndex, own));
  }

  @Override
  public final void setFloat(int parameterIndex, float x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setFloat(parameterIndex, own));
  }

  @Override
  public final void setDouble(int parameterIndex, double x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setDouble(parameterIndex, own));
  }

  @Override
  public final void setBigDecimal(int parameterIndex, BigDecimal x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setBigDecimal(parameterIndex, own));
  }

  @Override
  public final void setString(int parameterIndex, String x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setString(parameterIndex, own));
  }

  @Override
  public final void setBytes(int parameterIndex, byte[] x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setBytes(parameterIndex, own));
  }

  @Override
  public final void setDate(int parameterIndex, Date x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setDate(parameterIndex, own));
  }

  @Override
  public final void setTime(int parameterIndex, Time x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setTime(parameterIndex, own));
  }

  @Override
  public final void setTimestamp(int parameterIndex, Timestamp x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setTimestamp(parameterIndex, own));
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    bind(parameterIndex, x, own -> raw.setAsciiStream(parameterIndex, own, length));
  }

  @Override
  @SuppressWarnings("deprecation")
  public final void setUnicodeStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    bind(parameterIndex, x, own -> raw.setUnicodeStream(parameterIndex, own, length));
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    bind(parameterIndex, x, own -> raw.setBinaryStream(parameterIndex, own, length));
  }

  @Override
  public final void setObject(int parameterIndex, Object x, int targetSqlType) throws SQLException {
    bind(
        parameterIndex,
        x,
        own -> raw.setObject(parameterIndex, EnforcingArray.unwrapped(own), targetSqlType));
  }

  @Override
  public final void setObject(int parameterIndex, Object x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setObject(parameterIndex, EnforcingArray.unwrapped(own)));
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader reader, int length)
      throws SQLException {
    bind(parameterIndex, reader, own -> raw.setCharacterStream(parameterIndex, own, length));
  }

  @Override
  public final void setRef(int parameterIndex, Ref x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setRef(parameterIndex, own));
  }

  @Override
  public final void setBlob(int parameterIndex, Blob x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setBlob(parameterIndex, own));
  }

  @Override
  public final void setClob(int parameterIndex, Clob x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setClob(parameterIndex, own));
  }

  @Override
  public final void setArray(int parameterIndex, Array x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setArray(parameterIndex, EnforcingArray.unwrapped(own)));
  }

  @Override
  public final void setDate(int parameterIndex, Date x, Calendar cal) throws SQLException {
    bind(parameterIndex, x, own -> raw.setDate(parameterIndex, own, cal));
  }

  @Override
  public final void setTime(int parameterIndex, Time x, Calendar cal) throws SQLException {
    bind(parameterIndex, x, own -> raw.setTime(parameterIndex, own, cal));
  }

  @Override
  public final void setTimestamp(int parameterIndex, Timestamp x, Calendar cal)
      throws SQLException {
    bind(parameterIndex, x, own -> raw.setTimestamp(parameterIndex, own, cal));
  }

  @Override
  public final void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
    bind(parameterIndex, null, own -> raw.setNull(parameterIndex, sqlType, typeName));
  }

  @Override
  public final void setURL(int parameterIndex, URL x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setURL(parameterIndex, own));
  }

  @Override
  public final void setRowId(int parameterIndex, RowId x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setRowId(parameterIndex, own));
  }

  @Override
  public final void setNString(int parameterIndex, String value) throws SQLException {
    bind(parameterIndex, value, own -> raw.setNString(parameterIndex, own));
  }

  @Override
  public final void setNCharacterStream(int parameterIndex, Reader value, long length)
      throws SQLException {
    bind(parameterIndex, value, own -> raw.setNCharacterStream(parameterIndex, own, length));
  }

  @Override
  public final void setNClob(int parameterIndex, NClob value) throws SQLException {
    bind(parameterIndex, value, own -> raw.setNClob(parameterIndex, own));
  }

  @Override
  public final void setClob(int parameterIndex, Reader reader, long length) throws SQLException {
    bind(parameterIndex, reader, own -> raw.setClob(parameterIndex, own, length));
  }

  @Override
  public final void setBlob(int parameterIndex, InputStream inputStream, long length)
      throws SQLException {
    bind(parameterIndex, inputStream, own -> raw.setBlob(parameterIndex, own, length));
  }

  @Override
  public final void setNClob(int parameterIndex, Reader reader, long length) throws SQLException {
    bind(parameterIndex, reader, own -> raw.setNClob(parameterIndex, own, length));
  }

  @Override
  public final void setSQLXML(int parameterIndex, SQLXML xmlObject) throws SQLException {
    bind(parameterIndex, xmlObject, own -> raw.setSQLXML(parameterIndex, own));
  }

  @Override
  public final void setObject(int parameterIndex, Object x, int targetSqlType, int scaleOrLength)
      throws SQLException {
    bind(
        parameterIndex,
        x,
        own ->
            raw.setObject(
                parameterIndex, EnforcingArray.unwrapped(own), targetSqlType, scaleOrLength));
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x, long length)
      throws SQLException {
    bind(parameterIndex, x, own -> raw.setAsciiStream(parameterIndex, own, length));
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x, long length)
      throws SQLException {
    bind(parameterIndex, x, own -> raw.setBinaryStream(parameterIndex, own, length));
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader reader, long length)
      throws SQLException {
    bind(parameterIndex, reader, own -> raw.setCharacterStream(parameterIndex, own, length));
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setAsciiStream(parameterIndex, own));
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x) throws SQLException {
    bind(parameterIndex, x, own -> raw.setBinaryStream(parameterIndex, own));
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader reader) throws SQLException {
    bind(parameterIndex, reader, own -> raw.setCharacterStream(parameterIndex, own));
  }

  @Override
  public final void setNCharacterStream(int parameterIndex, Reader value) throws SQLException {
    bind(parameterIndex, value, own -> raw.setNCharacterStream(parameterIndex, own));
  }

  @Override
  public final void setClob(int parameterIndex, Reader reader) throws SQLException {
    bind(parameterIndex, reader, own -> raw.setClob(parameterIndex, own));
  }

  @Override
  public final void setBlob(int parameterIndex, InputStream inputStream) throws SQLException {
    bind(parameterIndex, inputStream, own -> raw.setBlob(parameterIndex, own));
  }

  @Override
  public final void setNClob(int parameterIndex, Reader reader) throws SQLException {
    bind(parameterIndex, reader, own -> raw.setNClob(parameterIndex, own));
  }

  @Override
  public final void setObject(
      int parameterIndex, Object x, SQLType targetSqlType, int scaleOrLength) throws SQLException {
    bind(
        parameterIndex,
        x,
        own ->
            raw.setObject(
                parameterIndex, EnforcingArray.unwrapped(own), targetSqlType, scaleOrLength));
  }

  @Override
  public final void setObject(int parameterIndex, Object x, SQLType targetSqlType)
      throws SQLException {
    bind(
        parameterIndex,
        x,
        own -> raw.setObject(parameterIndex, EnforcingArray.unwrapped(own), targetSqlType));
  }
}

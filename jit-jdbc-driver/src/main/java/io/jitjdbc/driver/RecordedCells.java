package io.jitjdbc.driver;

import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellType;
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

/** Every accessor of every column, with what it hands out taken down before. */
@NullUnmarked
abstract class RecordedCells extends IndexedResultSet {
  private final EnforcingResultSet rows;
  private final CellTape tape;

  RecordedCells(EnforcingResultSet rows, CellTape tape) {
    this.rows = rows;
    this.tape = tape;
  }

  @Override
  protected final ResultSet delegate() {
    return rows;
  }

  @Override
  public String getString(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.STRING, rows.getString(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public boolean getBoolean(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.BOOLEAN, rows.getBoolean(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public byte getByte(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return (byte) tape.told(columnIndex, Accessor.BYTE, rows.getByte(columnIndex), CellType.BYTE);
    } finally {
      tape.done();
    }
  }

  @Override
  public short getShort(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return (short)
          tape.told(columnIndex, Accessor.SHORT, rows.getShort(columnIndex), CellType.SHORT);
    } finally {
      tape.done();
    }
  }

  @Override
  public int getInt(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.INT, rows.getInt(columnIndex), CellType.INT);
    } finally {
      tape.done();
    }
  }

  @Override
  public long getLong(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.LONG, rows.getLong(columnIndex), CellType.LONG);
    } finally {
      tape.done();
    }
  }

  @Override
  public float getFloat(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.FLOAT, rows.getFloat(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public double getDouble(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.DOUBLE, rows.getDouble(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  @SuppressWarnings("deprecation")
  public BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
    tape.begin();
    try {
      return tape.told(
          columnIndex, Accessor.BIG_DECIMAL_SCALED, rows.getBigDecimal(columnIndex, scale));
    } finally {
      tape.done();
    }
  }

  @Override
  public byte[] getBytes(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.BYTES, rows.getBytes(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Date getDate(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.DATE, rows.getDate(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Time getTime(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.TIME, rows.getTime(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Timestamp getTimestamp(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.TIMESTAMP, rows.getTimestamp(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public InputStream getAsciiStream(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.ASCII_STREAM, rows.getAsciiStream(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  @SuppressWarnings("deprecation")
  public InputStream getUnicodeStream(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.UNICODE_STREAM, rows.getUnicodeStream(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public InputStream getBinaryStream(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.BINARY_STREAM, rows.getBinaryStream(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Object getObject(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.OBJECT, rows.getObject(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Reader getCharacterStream(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(
          columnIndex, Accessor.CHARACTER_STREAM, rows.getCharacterStream(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.BIG_DECIMAL, rows.getBigDecimal(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.OBJECT_MAP, rows.getObject(columnIndex, map));
    } finally {
      tape.done();
    }
  }

  @Override
  public Ref getRef(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.REF, rows.getRef(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Blob getBlob(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.BLOB, rows.getBlob(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Clob getClob(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.CLOB, rows.getClob(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Array getArray(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.ARRAY, rows.getArray(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Date getDate(int columnIndex, Calendar cal) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.DATE_CALENDAR, rows.getDate(columnIndex, cal));
    } finally {
      tape.done();
    }
  }

  @Override
  public Time getTime(int columnIndex, Calendar cal) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.TIME_CALENDAR, rows.getTime(columnIndex, cal));
    } finally {
      tape.done();
    }
  }

  @Override
  public Timestamp getTimestamp(int columnIndex, Calendar cal) throws SQLException {
    tape.begin();
    try {
      return tape.told(
          columnIndex, Accessor.TIMESTAMP_CALENDAR, rows.getTimestamp(columnIndex, cal));
    } finally {
      tape.done();
    }
  }

  @Override
  public URL getURL(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.URL, rows.getURL(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public RowId getRowId(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.ROW_ID, rows.getRowId(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public NClob getNClob(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.N_CLOB, rows.getNClob(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public SQLXML getSQLXML(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.SQL_XML, rows.getSQLXML(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public String getNString(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(columnIndex, Accessor.N_STRING, rows.getNString(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public Reader getNCharacterStream(int columnIndex) throws SQLException {
    tape.begin();
    try {
      return tape.told(
          columnIndex, Accessor.N_CHARACTER_STREAM, rows.getNCharacterStream(columnIndex));
    } finally {
      tape.done();
    }
  }

  @Override
  public <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
    tape.begin();
    try {
      return as(
          type,
          tape.told(columnIndex, Accessor.OBJECT_TYPE, (Object) rows.getObject(columnIndex, type)));
    } finally {
      tape.done();
    }
  }

  /** What is handed out in the place of a driver's own object is not of every class of it. */
  private static <T> T as(Class<T> type, Object handed) throws SQLException {
    if (handed == null || type.isInstance(handed)) {
      return type.cast(handed);
    }
    throw CellObjects.unrecorded(type.getName() + " cannot be");
  }
}

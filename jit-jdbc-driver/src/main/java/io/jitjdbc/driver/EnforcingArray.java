package io.jitjdbc.driver;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A clear array. Its elements are free to go; the result sets that it makes are not, because some
 * drivers make them with a raw statement behind them.
 */
@NullUnmarked
class EnforcingArray implements Array {
  private final Array raw;

  EnforcingArray(Array raw) {
    this.raw = raw;
  }

  /** The array as its own driver knows it, for binding it as a parameter. */
  static @Nullable Array unwrapped(@Nullable Array array) {
    return array instanceof EnforcingArray ours ? ours.raw : array;
  }

  /** The same for a value that may be an array. */
  static @Nullable Object unwrapped(@Nullable Object value) {
    return value instanceof EnforcingArray ours ? ours.raw : value;
  }

  @Override
  public String getBaseTypeName() throws SQLException {
    return raw.getBaseTypeName();
  }

  @Override
  public int getBaseType() throws SQLException {
    return raw.getBaseType();
  }

  @Override
  public Object getArray() throws SQLException {
    return raw.getArray();
  }

  @Override
  public Object getArray(Map<String, Class<?>> map) throws SQLException {
    return raw.getArray(map);
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    return raw.getArray(index, count);
  }

  @Override
  public Object getArray(long index, int count, Map<String, Class<?>> map) throws SQLException {
    return raw.getArray(index, count, map);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    return new ClearResultSet(raw.getResultSet());
  }

  @Override
  public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
    return new ClearResultSet(raw.getResultSet(map));
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return new ClearResultSet(raw.getResultSet(index, count));
  }

  @Override
  public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map)
      throws SQLException {
    return new ClearResultSet(raw.getResultSet(index, count, map));
  }

  @Override
  public void free() throws SQLException {
    raw.free();
  }

  @Override
  public String toString() {
    return raw.toString();
  }
}

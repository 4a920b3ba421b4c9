package io.jitjdbc.driver;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A clear array whose elements are taken down as they are read. */
@NullUnmarked
final class RecordedArray extends EnforcingArray {
  private final Handle handle;

  /**
   * Puts a recording over an array.
   *
   * @param array as it may be handed out unrecorded
   */
  RecordedArray(Array array, Handle handle) {
    super(unwrapped(array));
    this.handle = handle;
  }

  @Override
  public Object getArray() throws SQLException {
    return handle.told(0, super::getArray);
  }

  @Override
  public Object getArray(Map<String, Class<?>> map) throws SQLException {
    return handle.told(0, () -> super.getArray(map));
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    return handle.told(index - 1, () -> super.getArray(index, count));
  }

  @Override
  public Object getArray(long index, int count, Map<String, Class<?>> map) throws SQLException {
    return handle.told(index - 1, () -> super.getArray(index, count, map));
  }

  /** Rows made of the elements count as read, all of them. */
  @Override
  public ResultSet getResultSet() throws SQLException {
    getArray();
    return super.getResultSet();
  }

  @Override
  public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
    getArray();
    return super.getResultSet(map);
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    getArray(index, count);
    return super.getResultSet(index, count);
  }

  @Override
  public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map)
      throws SQLException {
    getArray(index, count);
    return super.getResultSet(index, count, map);
  }

  /** Many drivers print the elements. */
  @Override
  public String toString() {
    try {
      return handle.told(0, super::toString);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}

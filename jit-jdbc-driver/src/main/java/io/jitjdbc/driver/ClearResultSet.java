package io.jitjdbc.driver;

import io.jitjdbc.driver.forward.ReadOnlyResultSet;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Rows that hold nothing to mask, such as a catalog's: only the ways back are closed. */
@NullUnmarked
final class ClearResultSet extends ReadOnlyResultSet {
  private final ResultSet raw;

  ClearResultSet(ResultSet raw) {
    this.raw = raw;
  }

  @Override
  protected ResultSet delegate() {
    return raw;
  }

  @Override
  protected SQLException readOnly() {
    return Refusals.denied("these rows cannot be written");
  }

  @Override
  public Statement getStatement() {
    return null;
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    return new DescribedResult(raw.getMetaData());
  }

  @Override
  public Object getObject(int columnIndex) throws SQLException {
    return Releases.released(raw.getObject(columnIndex));
  }

  @Override
  public Object getObject(String columnLabel) throws SQLException {
    return Releases.released(raw.getObject(columnLabel));
  }

  @Override
  public Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
    return Releases.released(raw.getObject(columnIndex, map));
  }

  @Override
  public Object getObject(String columnLabel, Map<String, Class<?>> map) throws SQLException {
    return Releases.released(raw.getObject(columnLabel, map));
  }

  @Override
  public <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
    return type.cast(Releases.released(raw.getObject(columnIndex, type)));
  }

  @Override
  public <T> T getObject(String columnLabel, Class<T> type) throws SQLException {
    return type.cast(Releases.released(raw.getObject(columnLabel, type)));
  }

  @Override
  public Array getArray(int columnIndex) throws SQLException {
    return (Array) Releases.released(raw.getArray(columnIndex));
  }

  @Override
  public Array getArray(String columnLabel) throws SQLException {
    return (Array) Releases.released(raw.getArray(columnLabel));
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw Refusals.notAWayOut(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}

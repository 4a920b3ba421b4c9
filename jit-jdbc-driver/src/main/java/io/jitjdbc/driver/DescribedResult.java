package io.jitjdbc.driver;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/** The description of a result, with no way to the vendor object behind it. */
@NullUnmarked
class DescribedResult implements ResultSetMetaData {
  private final ResultSetMetaData raw;

  DescribedResult(ResultSetMetaData raw) {
    this.raw = raw;
  }

  @Override
  public int getColumnCount() throws SQLException {
    return raw.getColumnCount();
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    return raw.isAutoIncrement(column);
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    return raw.isCaseSensitive(column);
  }

  @Override
  public boolean isSearchable(int column) throws SQLException {
    return raw.isSearchable(column);
  }

  @Override
  public boolean isCurrency(int column) throws SQLException {
    return raw.isCurrency(column);
  }

  @Override
  public int isNullable(int column) throws SQLException {
    return raw.isNullable(column);
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    return raw.isSigned(column);
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    return raw.getColumnDisplaySize(column);
  }

  @Override
  public String getColumnLabel(int column) throws SQLException {
    return raw.getColumnLabel(column);
  }

  @Override
  public String getColumnName(int column) throws SQLException {
    return raw.getColumnName(column);
  }

  @Override
  public String getSchemaName(int column) throws SQLException {
    return raw.getSchemaName(column);
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    return raw.getPrecision(column);
  }

  @Override
  public int getScale(int column) throws SQLException {
    return raw.getScale(column);
  }

  @Override
  public String getTableName(int column) throws SQLException {
    return raw.getTableName(column);
  }

  @Override
  public String getCatalogName(int column) throws SQLException {
    return raw.getCatalogName(column);
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return raw.getColumnType(column);
  }

  @Override
  public String getColumnTypeName(int column) throws SQLException {
    return raw.getColumnTypeName(column);
  }

  @Override
  public boolean isReadOnly(int column) throws SQLException {
    // Nothing is written through a result set, whatever the delegate could do.
    return true;
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    return false;
  }

  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    return false;
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    return raw.getColumnClassName(column);
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

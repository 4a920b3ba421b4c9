package io.jitjdbc.driver;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/** The description of parameters, with no way to the vendor object behind it. */
@NullUnmarked
final class DescribedParameters implements ParameterMetaData {
  private final ParameterMetaData raw;

  DescribedParameters(ParameterMetaData raw) {
    this.raw = raw;
  }

  @Override
  public int getParameterCount() throws SQLException {
    return raw.getParameterCount();
  }

  @Override
  public int isNullable(int param) throws SQLException {
    return raw.isNullable(param);
  }

  @Override
  public boolean isSigned(int param) throws SQLException {
    return raw.isSigned(param);
  }

  @Override
  public int getPrecision(int param) throws SQLException {
    return raw.getPrecision(param);
  }

  @Override
  public int getScale(int param) throws SQLException {
    return raw.getScale(param);
  }

  @Override
  public int getParameterType(int param) throws SQLException {
    return raw.getParameterType(param);
  }

  @Override
  public String getParameterTypeName(int param) throws SQLException {
    return raw.getParameterTypeName(param);
  }

  @Override
  public String getParameterClassName(int param) throws SQLException {
    return raw.getParameterClassName(param);
  }

  @Override
  public int getParameterMode(int param) throws SQLException {
    return raw.getParameterMode(param);
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

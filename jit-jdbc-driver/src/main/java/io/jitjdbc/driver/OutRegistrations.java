package io.jitjdbc.driver;

import java.sql.CallableStatement;
import java.sql.SQLException;
import java.sql.SQLType;
import org.jspecify.annotations.NullUnmarked;

/** OUT parameters, registered by anybody. */
@NullUnmarked
abstract class OutRegistrations extends NamedBindingStatement {

  private final Registrations registrations = new Registrations();

  /** Which OUT parameters were registered. */
  final Registrations registrations() {
    return registrations;
  }

  OutRegistrations(EnforcingConnection connection, CallableStatement raw, String sql) {
    super(connection, raw, sql);
  }

  @Override
  public final void registerOutParameter(int parameterIndex, int sqlType) throws SQLException {
    registrations.add(
        parameterIndex,
        permission(),
        () -> delegate().registerOutParameter(parameterIndex, sqlType));
  }

  @Override
  public final void registerOutParameter(int parameterIndex, int sqlType, int scale)
      throws SQLException {
    registrations.add(
        parameterIndex,
        permission(),
        () -> delegate().registerOutParameter(parameterIndex, sqlType, scale));
  }

  @Override
  public final void registerOutParameter(int parameterIndex, int sqlType, String typeName)
      throws SQLException {
    registrations.add(
        parameterIndex,
        permission(),
        () -> delegate().registerOutParameter(parameterIndex, sqlType, typeName));
  }

  @Override
  public final void registerOutParameter(String parameterName, int sqlType) throws SQLException {
    registrations.add(
        parameterName, permission(), () -> delegate().registerOutParameter(parameterName, sqlType));
  }

  @Override
  public final void registerOutParameter(String parameterName, int sqlType, int scale)
      throws SQLException {
    registrations.add(
        parameterName,
        permission(),
        () -> delegate().registerOutParameter(parameterName, sqlType, scale));
  }

  @Override
  public final void registerOutParameter(String parameterName, int sqlType, String typeName)
      throws SQLException {
    registrations.add(
        parameterName,
        permission(),
        () -> delegate().registerOutParameter(parameterName, sqlType, typeName));
  }

  @Override
  public final void registerOutParameter(int parameterIndex, SQLType sqlType) throws SQLException {
    registrations.add(
        parameterIndex,
        permission(),
        () -> delegate().registerOutParameter(parameterIndex, sqlType));
  }

  @Override
  public final void registerOutParameter(int parameterIndex, SQLType sqlType, int scale)
      throws SQLException {
    registrations.add(
        parameterIndex,
        permission(),
        () -> delegate().registerOutParameter(parameterIndex, sqlType, scale));
  }

  @Override
  public final void registerOutParameter(int parameterIndex, SQLType sqlType, String typeName)
      throws SQLException {
    registrations.add(
        parameterIndex,
        permission(),
        () -> delegate().registerOutParameter(parameterIndex, sqlType, typeName));
  }

  @Override
  public final void registerOutParameter(String parameterName, SQLType sqlType)
      throws SQLException {
    registrations.add(
        parameterName, permission(), () -> delegate().registerOutParameter(parameterName, sqlType));
  }

  @Override
  public final void registerOutParameter(String parameterName, SQLType sqlType, int scale)
      throws SQLException {
    registrations.add(
        parameterName,
        permission(),
        () -> delegate().registerOutParameter(parameterName, sqlType, scale));
  }

  @Override
  public final void registerOutParameter(String parameterName, SQLType sqlType, String typeName)
      throws SQLException {
    registrations.add(
        parameterName,
        permission(),
        () -> delegate().registerOutParameter(parameterName, sqlType, typeName));
  }

  @Override
  public final void clearParameters() throws SQLException {
    registrations.spoil();
    super.clearParameters();
  }
}

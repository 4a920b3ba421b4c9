package io.jitjdbc.driver.forward;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.function.Function;
import java.util.stream.Stream;

/** A forwarding class, its interface, and a way to put it over a delegate. */
record ForwardingClass(Class<?> jdbc, Class<?> type, Function<Object, Object> constructor) {

  static Stream<ForwardingClass> all() {
    return Stream.of(
        new ForwardingClass(
            Connection.class,
            ForwardingConnection.class,
            delegate -> new PlainConnection((Connection) delegate)),
        new ForwardingClass(
            Statement.class,
            ForwardingStatement.class,
            delegate -> new PlainStatement((Statement) delegate)),
        new ForwardingClass(
            ResultSet.class,
            ForwardingResultSet.class,
            delegate -> new PlainResultSet((ResultSet) delegate)),
        new ForwardingClass(
            DatabaseMetaData.class,
            ForwardingDatabaseMetaData.class,
            delegate -> new PlainDatabaseMetaData((DatabaseMetaData) delegate)));
  }

  Object over(Object delegate) {
    return constructor.apply(delegate);
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  /** The two decisions that forwarding leaves open, answered with no. */
  private interface Closed extends Wrapper {
    @Override
    default <T> T unwrap(Class<T> iface) throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    default boolean isWrapperFor(Class<?> iface) {
      return false;
    }
  }

  private static final class PlainConnection extends ForwardingConnection implements Closed {
    private final Connection delegate;

    PlainConnection(Connection delegate) {
      this.delegate = delegate;
    }

    @Override
    protected Connection delegate() {
      return delegate;
    }
  }

  private static final class PlainStatement extends ForwardingStatement implements Closed {
    private final Statement delegate;

    PlainStatement(Statement delegate) {
      this.delegate = delegate;
    }

    @Override
    protected Statement delegate() {
      return delegate;
    }
  }

  private static final class PlainResultSet extends ForwardingResultSet implements Closed {
    private final ResultSet delegate;

    PlainResultSet(ResultSet delegate) {
      this.delegate = delegate;
    }

    @Override
    protected ResultSet delegate() {
      return delegate;
    }
  }

  private static final class PlainDatabaseMetaData extends ForwardingDatabaseMetaData
      implements Closed {
    private final DatabaseMetaData delegate;

    PlainDatabaseMetaData(DatabaseMetaData delegate) {
      this.delegate = delegate;
    }

    @Override
    protected DatabaseMetaData delegate() {
      return delegate;
    }
  }
}

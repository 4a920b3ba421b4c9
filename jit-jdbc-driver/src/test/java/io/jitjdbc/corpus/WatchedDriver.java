package io.jitjdbc.corpus;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;

/**
 * The vendor's driver, with an ear at it: what the enforcing driver lets the database execute is on
 * record. To be named in {@code jit.delegate.driver}.
 */
public final class WatchedDriver implements Driver {
  private static final Queue<String> EXECUTED = new ConcurrentLinkedQueue<>();

  /** For {@code jit.delegate.driver}. */
  public WatchedDriver() {}

  static void forget() {
    EXECUTED.clear();
  }

  /** Every text that was executed since. */
  static List<String> executed() {
    return List.copyOf(EXECUTED);
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    return watched(DriverManager.getDriver(url).connect(url, properties));
  }

  private static Connection watched(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object made = call(connection, method, arguments);
          String sql = text(arguments);
          return made instanceof Statement statement ? watched(statement, sql) : made;
        });
  }

  private static Statement watched(Statement statement, String prepared) {
    Class<? extends Statement> type =
        statement instanceof CallableStatement
            ? CallableStatement.class
            : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
    return proxy(
        type,
        (proxy, method, arguments) -> {
          String name = method.getName();
          if (name.startsWith("execute") || name.equals("addBatch")) {
            EXECUTED.add(text(arguments).isEmpty() ? prepared : text(arguments));
          }
          return call(statement, method, arguments);
        });
  }

  private static String text(Object[] arguments) {
    return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql
        ? sql
        : "";
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            WatchedDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public boolean acceptsURL(String url) {
    return !url.startsWith("jdbc:jit:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.jitjdbc.corpus");
  }
}

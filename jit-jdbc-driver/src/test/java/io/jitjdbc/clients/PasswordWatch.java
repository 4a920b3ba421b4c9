package io.jitjdbc.clients;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/**
 * The vendor's driver, which remembers with which passwords it was called: backwards, so that what
 * it remembers is not found by whoever looks for them. To be named in {@code jit.delegate.driver}.
 */
public final class PasswordWatch implements Driver {
  private static final Map<String, String> BACKWARDS_BY_USER = new ConcurrentHashMap<>();

  /** For {@code jit.delegate.driver}. */
  public PasswordWatch() {}

  static void forget() {
    BACKWARDS_BY_USER.clear();
  }

  /** The passwords by user, each of them backwards. */
  static Map<String, String> backwards() {
    return Map.copyOf(BACKWARDS_BY_USER);
  }

  static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    BACKWARDS_BY_USER.put(
        properties.getProperty("user"), reversed(properties.getProperty("password")));
    Properties vendors = new Properties();
    vendors.putAll(properties);
    return vendors(url).connect(url, vendors);
  }

  private static Driver vendors(String url) throws SQLException {
    return DriverManager.getDriver(url);
  }

  @Override
  public boolean acceptsURL(String url) {
    return !url.startsWith("jdbc:jit:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties)
      throws SQLException {
    return vendors(url).getPropertyInfo(url, properties);
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
    return Logger.getLogger("io.jitjdbc.clients");
  }
}

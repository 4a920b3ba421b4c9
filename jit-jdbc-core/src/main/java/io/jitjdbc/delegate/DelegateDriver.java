package io.jitjdbc.delegate;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The vendor's driver for a URL.
 *
 * <p>It is looked for where the library itself was loaded before anywhere else, because tools and
 * application servers load drivers in loaders of their own, which {@link DriverManager} refuses to
 * look into. Drivers of {@code jdbc:jit:} URLs never come into question.
 */
public final class DelegateDriver {
  private static final String OWN_PREFIX = "jdbc:jit:";

  private final Driver driver;

  private DelegateDriver(Driver driver) {
    this.driver = driver;
  }

  /**
   * Finds the driver that accepts a URL.
   *
   * @param url the vendor's URL
   * @param className the driver's class, if the user named it; empty to search
   * @throws SQLException {@code 08001}, listing every place that was searched
   */
  public static DelegateDriver find(String url, String className) throws SQLException {
    requireNonNull(url);
    var tried = new ArrayList<String>();
    Optional<Driver> found =
        className.isEmpty() ? search(url, tried) : DriverClass.instantiate(className, tried);
    Driver driver = found.orElseThrow(() -> notFound(url, tried));
    if (!driver.acceptsURL(url)) {
      tried.add(driver.getClass().getName() + " does not accept the URL");
      throw notFound(url, tried);
    }
    return new DelegateDriver(driver);
  }

  /** The vendor's driver itself, for questions about it. */
  public Driver driver() {
    return driver;
  }

  /**
   * Opens a raw connection: for the library's own use, never to be handed out.
   *
   * @throws SQLException the vendor's own, or {@code 08001} if it answered with nothing
   */
  public Connection connect(String url, Properties properties) throws SQLException {
    Connection connection = driver.connect(url, properties);
    if (connection == null) {
      throw new SQLException(
          driver.getClass().getName() + " accepted the URL but opened no connection", "08001");
    }
    return connection;
  }

  private static Optional<Driver> search(String url, List<String> tried) {
    ClassLoader own = DelegateDriver.class.getClassLoader();
    ClassLoader callers = Thread.currentThread().getContextClassLoader();
    return services(url, own, "services of the library's class loader", tried)
        .or(() -> services(url, callers, "services of the thread's class loader", tried))
        .or(() -> registered(url, tried))
        .or(() -> DriverClass.wellKnown(url, tried));
  }

  private static Optional<Driver> services(
      String url, ClassLoader loader, String place, List<String> tried) {
    var names = new ArrayList<String>();
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          break;
        }
        Driver driver = drivers.next();
        names.add(driver.getClass().getName());
        if (accepts(driver, url)) {
          return Optional.of(driver);
        }
      } catch (ServiceConfigurationError e) {
        names.add("one that cannot be loaded");
      }
    }
    tried.add(place + ": " + names);
    return Optional.empty();
  }

  private static Optional<Driver> registered(String url, List<String> tried) {
    var names = new ArrayList<String>();
    for (Driver driver : (Iterable<Driver>) () -> DriverManager.getDrivers().asIterator()) {
      names.add(driver.getClass().getName());
      if (accepts(driver, url)) {
        return Optional.of(driver);
      }
    }
    tried.add("DriverManager: " + names);
    return Optional.empty();
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return !driver.acceptsURL(OWN_PREFIX) && driver.acceptsURL(url);
    } catch (SQLException e) {
      // A driver that cannot even say whether a URL is its own is not the one.
      return false;
    }
  }

  private static SQLException notFound(String url, List<String> tried) {
    return new SQLException(
        "no driver found for "
            + subprotocol(url)
            + ". Put the vendor's driver jar next to jit-jdbc, or name its class in"
            + " jit.delegate.driver. Searched: "
            + String.join("; ", tried),
        "08001");
  }

  private static String subprotocol(String url) {
    int end = url.indexOf(':', "jdbc:".length());
    return end < 0 ? "a URL without a subprotocol" : url.substring(0, end + 1);
  }
}

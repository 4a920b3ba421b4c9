package io.jitjdbc.bundle;

import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * What an application server does when an application ends, run in the application's own loader.
 */
public final class Deregistration implements Runnable {
  @Override
  public void run() {
    DriverManager.drivers()
        .filter(driver -> driver.getClass().getName().equals(Bundle.DRIVER))
        .forEach(
            driver -> {
              try {
                DriverManager.deregisterDriver(driver);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}

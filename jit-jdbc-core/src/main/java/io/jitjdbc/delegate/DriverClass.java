package io.jitjdbc.delegate;

import java.lang.reflect.InvocationTargetException;
import java.sql.Driver;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drivers by class name, for loaders in which no service file can be seen. */
final class DriverClass {
  private static final Map<String, String> WELL_KNOWN =
      Map.of(
          "h2", "org.h2.Driver",
          "postgresql", "org.postgresql.Driver",
          "mariadb", "org.mariadb.jdbc.Driver",
          "mysql", "com.mysql.cj.jdbc.Driver",
          "sqlserver", "com.microsoft.sqlserver.jdbc.SQLServerDriver",
          "oracle", "oracle.jdbc.OracleDriver");

  private DriverClass() {}

  static Optional<Driver> wellKnown(String url, List<String> tried) {
    String[] parts = url.split(":", 3);
    String name = parts.length < 2 ? null : WELL_KNOWN.get(parts[1]);
    return name == null ? Optional.empty() : instantiate(name, tried);
  }

  static Optional<Driver> instantiate(String className, List<String> tried) {
    return load(className, DriverClass.class.getClassLoader(), tried)
        .or(() -> load(className, Thread.currentThread().getContextClassLoader(), tried));
  }

  private static Optional<Driver> load(String className, ClassLoader loader, List<String> tried) {
    try {
      Class<?> type = Class.forName(className, true, loader);
      return Optional.of(type.asSubclass(Driver.class).getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      tried.add("class " + className + ": not found");
    } catch (ClassCastException e) {
      tried.add("class " + className + ": not a java.sql.Driver");
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException
        | LinkageError e) {
      tried.add("class " + className + ": cannot be instantiated");
    }
    return Optional.empty();
  }
}

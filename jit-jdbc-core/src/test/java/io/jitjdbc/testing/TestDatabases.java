package io.jitjdbc.testing;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Hands out databases that are fresh, empty and isolated from each other.
 *
 * <p>PostgreSQL, MariaDB and MySQL have one server for each JVM. It is started when its first
 * database is wanted and stopped when the JVM ends; several JVMs do not disturb each other. The
 * system property {@code jit.test.databases} says where servers come from, see {@link
 * ServerSource}. Thread-safe.
 */
public final class TestDatabases {
  private static final Map<DatabaseProduct, DatabaseServer> SERVERS =
      new EnumMap<>(DatabaseProduct.class);

  private TestDatabases() {}

  /**
   * A new database, to be closed by the caller. A server that has died is replaced.
   *
   * @throws org.opentest4j.TestAbortedException if this machine cannot serve the product, with the
   *     reason; never for PostgreSQL and MariaDB on Linux amd64, unless {@code
   *     jit.test.databases=none}
   */
  public static TestDatabase open(DatabaseProduct product) throws SQLException {
    return product == DatabaseProduct.H2 ? InMemoryH2.open() : serverOf(product).open();
  }

  private static synchronized DatabaseServer serverOf(DatabaseProduct product) throws SQLException {
    DatabaseServer server = SERVERS.get(product);
    if (server == null || !server.answers()) {
      server = new DatabaseServer(ServerSource.configured().start(product));
      SERVERS.put(product, server);
    }
    return server;
  }
}

package io.jitjdbc.driver.catalog;

import io.jitjdbc.enforcement.SessionPlace;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.ServerReading;
import java.sql.Connection;
import java.sql.SQLException;

/** Where the statements of one physical connection mean something. */
public final class SessionPlaces {
  private final Dialect dialect;
  private final ServerReading.When asked;

  private SessionPlaces(Dialect dialect, ServerReading.When asked) {
    this.dialect = dialect;
    this.asked = asked;
  }

  /**
   * Learns the connection's dialect.
   *
   * @param asked when the database is asked how it reads a query
   */
  public static SessionPlaces on(Connection raw, ServerReading.When asked) throws SQLException {
    return new SessionPlaces(DialectReader.read(raw.getMetaData()), asked);
  }

  /** The place at this moment: the default schema may change. */
  public SessionPlace of(Connection raw) throws SQLException {
    String catalog = raw.getCatalog();
    String schema = raw.getSchema();
    return new SessionPlace(
        dialect,
        catalog + "." + schema,
        JdbcCatalog.of(raw, dialect),
        ServerReadings.of(raw, dialect),
        asked);
  }
}
